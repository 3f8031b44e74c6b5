package dev.stillroom.host.routine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Chosen;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
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

class ChoiceFinderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private Journal journal;
  private Choices choices;
  private int count;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    choices = new Choices(journal, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Optional<Routine> choose(String... labels) {
    Optional<Routine> found = Optional.empty();
    for (String label : labels) {
      String id = "c" + ++count;
      String placeId =
          choices.add(Chosen.at(id, NOW, "tracker.localhost", "Issue " + id, label)).placeId();
      found = new ChoiceFinder(choices).at(choices.place(placeId).orElseThrow());
    }
    return found;
  }

  @Test
  void fiveChoicesWithTwoLabelsTwiceEachAreARoutine() {
    assertTrue(choose("bug", "question", "bug", "question").isEmpty());
    Routine routine = choose("bug").orElseThrow();
    assertEquals(
        new EvidenceView.Tally(
            List.of(new EvidenceView.Count("bug", 3), new EvidenceView.Count("question", 2))),
        routine.evidence());
    View.Choice act = (View.Choice) routine.act();
    assertEquals("tracker.localhost", act.site());
    assertEquals("Label", act.control());
    assertEquals("choose:" + act.placeId(), routine.deed());
  }

  @Test
  void oneLabelOnlyAndASecondOneOnceIsNothingToTellApart() {
    assertTrue(choose("bug", "bug", "bug", "bug", "bug", "bug").isEmpty());
    assertTrue(choose("question").isEmpty());
    assertTrue(choose("question").isPresent());
  }

  @Test
  void moreChoicesKeepTheRoutinesName() {
    Routine first = choose("bug", "question", "bug", "question", "bug").orElseThrow();
    Routine later = choose("feature", "feature").orElseThrow();
    assertEquals(first.deed(), later.deed());
    assertEquals(7, later.evidence().support());
  }
}
