package dev.stillroom.host.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Choice;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Inputs;
import dev.stillroom.host.journal.Place;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.ChoiceOutcomes;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.routine.ChoiceFinder;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.student.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The loop of page actions: what a person chooses in a page of a site they watch becomes an
 * outcome, an example and where it repeats a proposal; what a page shows is answered with
 * suggestions.
 */
public final class PageLoop {

  /** Things asked about at once: each costs an encoder some milliseconds of the engine's time. */
  private static final int MOST_SHOWN = 16;

  private static final View.Suggestion NOTHING = nothing(new Sequence(0, 0));

  private final Settings settings;
  private final Choices choices;
  private final ChoiceFinder finder;
  private final Tasks tasks;
  private final TaskStore store;
  private final Versions versions;
  private final Decisions decisions;
  private final ChoiceOutcomes outcomes;

  PageLoop(
      Settings settings,
      Choices choices,
      ChoiceFinder finder,
      Tasks tasks,
      TaskStore store,
      Versions versions,
      Decisions decisions,
      ChoiceOutcomes outcomes) {
    this.settings = settings;
    this.choices = choices;
    this.finder = finder;
    this.tasks = tasks;
    this.store = store;
    this.versions = versions;
    this.decisions = decisions;
    this.outcomes = outcomes;
  }

  /** A page action was recorded. */
  void recorded(Event.OnPage event) {
    switch (event) {
      case Event.Chosen chosen -> chosen(chosen);
      case Event.Copied _, Event.Pasted _, Event.Edited _, Event.Prompted _, Event.Gesture _ -> {
        // Kept for finding what is repeated; nothing follows from one of them.
      }
    }
  }

  private void chosen(Event.Chosen event) {
    Choice choice = choices.add(event);
    outcomes.chosen(choice, event.predictionId());
    choices.place(choice.placeId()).flatMap(finder::at).ifPresent(tasks::found);
  }

  /** Looks for routines again in what the journal holds. */
  void readRoutines() {
    choices.places().forEach(place -> finder.at(place).ifPresent(tasks::found));
  }

  /** The controls of a site at which something is learned. */
  public List<View.Place> places(String site) {
    List<View.Place> places = new ArrayList<>();
    for (Place place : choices.places(site)) {
      taskAt(place)
          .map(
              task ->
                  new View.Place(
                      place.id(),
                      task.id(),
                      place.role(),
                      place.keys(),
                      task.phase(),
                      suggesting(task).map(Version::trust).orElse(Trust.OBSERVE),
                      suggesting(task).map(Version::digest).orElse(null)))
          .ifPresent(places::add);
    }
    return places;
  }

  private Optional<Task> taskAt(Place place) {
    return store.running().stream()
        .filter(task -> task.deed().equals("choose:" + place.id()))
        .findFirst();
  }

  /** The model that may suggest, if there is one. */
  private Optional<Version> suggesting(Task task) {
    return settings.stopped()
        ? Optional.empty()
        : versions.champion(task.id()).filter(version -> version.trust() != Trust.OBSERVE);
  }

  /** What would be chosen for the things that a page shows, in their order. */
  public List<View.Suggestion> suggest(String placeId, List<Request.Shown> shown) {
    Place place =
        choices
            .place(placeId)
            .orElseThrow(
                () -> new RequestFailure(ErrorCode.NOT_FOUND, "there is no place " + placeId));
    if (shown.size() > MOST_SHOWN) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "asked about " + shown.size() + " things: ask about " + MOST_SHOWN + " at once");
    }
    List<ObjectNode> inputs = shown.stream().map(one -> Inputs.checked(one.input())).toList();
    Optional<Task> task = taskAt(place).filter(found -> suggesting(found).isPresent());
    return inputs.stream()
        .map(input -> task.map(found -> suggest(found, placeId, input)).orElse(NOTHING))
        .toList();
  }

  private View.Suggestion suggest(Task task, String placeId, ObjectNode input) {
    Sequence sequence = suggesting(task).map(Version::sequence).orElse(new Sequence(0, 0));
    String id = Choice.idOf(placeId, input);
    if (choices.find(id).isPresent()) {
      return nothing(sequence); // The person has chosen for it.
    }
    Subject subject = new Subject(id, input, id);
    return decisions
        .answer(task, subject, true, false)
        .map(answer -> suggestion(answer, sequence))
        .orElseGet(() -> nothing(sequence));
  }

  private static View.Suggestion suggestion(Decisions.Answer answer, Sequence sequence) {
    Prediction said = answer.prediction();
    String output = answer.row().output();
    return new View.Suggestion(
        answer.row().id(),
        output,
        output == null ? said.best() : null,
        said.confidence(),
        said.reasons().stream().map(r -> new View.Reason(r.feature(), r.value())).toList(),
        agreement(sequence));
  }

  private static View.Suggestion nothing(Sequence sequence) {
    return new View.Suggestion(null, null, null, 0, List.of(), agreement(sequence));
  }

  private static View.Agreement agreement(Sequence sequence) {
    return new View.Agreement(
        sequence.n(), sequence.agreements(), sequence.bound(), Sequence.LEVEL);
  }
}
