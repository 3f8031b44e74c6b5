package dev.stillroom.host.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Choice;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Chosen;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.ChooseKind;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a choice in a page says of what was suggested for it. */
class ChoiceOutcomesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SITE = "tracker.localhost";
  private static final String TASK = "choose-label";

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private Journal journal;
  private Choices choices;
  private TaskStore tasks;
  private Versions versions;
  private Predictions predictions;
  private Corrections corrections;
  private ChooseKind kind;
  private ChoiceOutcomes outcomes;
  private String placeId;
  private int count;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    choices = new Choices(journal, clock);
    tasks = new TaskStore(journal, clock);
    versions = new Versions(journal, new Audit(journal, clock), clock);
    predictions = new Predictions(journal);
    corrections = new Corrections(journal, clock);
    kind = new ChooseKind(choices);
    TaskKinds kinds = new TaskKinds(List.of(kind));
    Settlement settlement =
        new Settlement(
            tasks,
            kinds,
            predictions,
            corrections,
            versions,
            new Succession(journal, kinds, versions, (k, q, t, p, a, m) -> {}),
            (k, q, t, p, a, m) -> {},
            clock);
    outcomes = new ChoiceOutcomes(journal, tasks, predictions, settlement, clock);
    placeId = choices.add(Chosen.at("first", NOW, SITE, "It crashes", "bug")).placeId();
    tasks.add(
        TASK,
        "choose:" + placeId,
        new View.Choice(placeId, SITE, "Label"),
        new EvidenceView.Tally(List.of(new EvidenceView.Count("bug", 5))));
    tasks.phase(TASK, TaskPhase.READY, null);
    versions.install(TASK, "aa", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(champion(), Cause.LEARNED, "It passed.");
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void theSuggestedLabelAgreesTakenOrChosenByHandAndAnotherDisagrees() {
    PredictionRow taken = suggest("one", "bug");
    choose("one", "bug", taken.id());
    suggest("two", "bug");
    choose("two", "bug", null);
    suggest("three", "bug");
    choose("three", "question", null);
    assertEquals(new Sequence(3, 2), champion().sequence());
  }

  @Test
  void aCorrectionSticksAndAsksForABetterModel() {
    suggest("one", "bug");
    Choice choice = choose("one", "question", null);
    assertEquals(Optional.of("question"), corrections.of(TASK, subject(choice)));
    assertTrue(tasks.get(TASK).retrain());
  }

  @Test
  void whoChoosesTwiceForOneThingIsTakenAtTheirLastWord() {
    suggest("one", "bug");
    choose("one", "question", null);
    Choice last = choose("one", "bug", null);
    assertEquals(new Sequence(1, 1), champion().sequence());
    assertEquals(Optional.of("bug"), corrections.of(TASK, subject(last)));
    Labelled example = kind.labels(tasks.get(TASK)).getLast();
    assertEquals("bug", example.label());
    assertTrue(example.corrected());
  }

  @Test
  void aGuessThatWasTakenIsNoEvidence() {
    PredictionRow guess = suggest("one", null);
    choose("one", "bug", guess.id());
    assertEquals(new Sequence(0, 0), champion().sequence());
    assertEquals(Outcome.CENSORED, predictions.find(guess.id()).orElseThrow().outcome());
  }

  @Test
  void aThingWhoseTextChangedIsFoundByTheSuggestionThatWasTaken() {
    PredictionRow taken = suggest("one", "bug");
    choose("one, and since then a comment", "bug", taken.id());
    assertEquals(new Sequence(1, 1), champion().sequence());
  }

  @Test
  void whatWasIgnoredSaysNothingOnceItsWindowClosed() {
    PredictionRow ignored = suggest("one", "bug");
    outcomes.ignored(NOW);
    assertEquals(null, predictions.find(ignored.id()).orElseThrow().outcome());
    outcomes.ignored(NOW.plusSeconds(1));
    assertEquals(Outcome.CENSORED, predictions.find(ignored.id()).orElseThrow().outcome());
    assertEquals(new Sequence(0, 0), champion().sequence());
  }

  @Test
  void noAgreementLetsItChooseByItself() {
    for (int i = 0; i < 150; i++) {
      suggest("thing " + i, "bug");
      choose("thing " + i, "bug", null);
    }
    assertTrue(champion().sequence().bound() > 0.95);
    assertEquals(Trust.SUGGEST, champion().trust());
  }

  private Version champion() {
    return versions.champion(TASK).orElseThrow();
  }

  private PredictionRow suggest(String text, String label) {
    PredictionRow row =
        new PredictionRow(
            "p" + ++count,
            TASK,
            "aa",
            Choice.idOf(placeId, Chosen.input(text)),
            NOW,
            label,
            label != null,
            0.9,
            label == null ? Mode.OBSERVED : Mode.OFFERED,
            false,
            false,
            "[]",
            null);
    predictions.add(row);
    return row;
  }

  private Choice choose(String text, String label, String predictionId) {
    Choice choice =
        choices.add(
            Chosen.of(
                "e" + ++count,
                NOW.plusSeconds(count),
                SITE,
                Chosen.box(),
                Chosen.input(text),
                label,
                predictionId));
    outcomes.chosen(choice, predictionId);
    return choice;
  }

  private static Subject subject(Choice choice) {
    return new Subject(choice.id(), choice.input(), choice.id());
  }
}
