package dev.stillroom.host.routine;

import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Place;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the places at which the person chooses again and again: at least {@link #SUPPORT} times,
 * and at least two labels twice each, so that there is something to tell apart. Whether the content
 * decides is for the students to find out; the proposal costs a glance.
 */
public final class ChoiceFinder {

  /** How often something must have been chosen at a place. */
  public static final int SUPPORT = 5;

  private final Choices choices;

  public ChoiceFinder(Choices choices) {
    this.choices = choices;
  }

  /** The routine of a place, if there is one by now. */
  public Optional<Routine> at(Place place) {
    List<EvidenceView.Count> counts = choices.counts(place.id());
    EvidenceView.Tally tally = new EvidenceView.Tally(counts);
    long repeated = counts.stream().filter(count -> count.times() >= 2).count();
    if (tally.support() < SUPPORT || repeated < 2) {
      return Optional.empty();
    }
    String deed = "choose:" + place.id();
    String labels =
        counts.stream().map(c -> c.label() + " " + c.times()).collect(Collectors.joining(", "));
    return Optional.of(
        new Routine(
            deed,
            deed,
            new View.Choice(place.id(), place.site(), place.name()),
            tally,
            true,
            "chosen " + tally.support() + " times on " + place.site() + ": " + labels));
  }
}
