package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoicesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SITE = "tracker.localhost";

  private Journal journal;
  private Choices choices;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    choices = new Choices(journal, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Choice choose(String id, String text, String label) {
    return choices.add(Chosen.at(id, NOW, SITE, text, label));
  }

  @Test
  void aControlIsKnownAgainWhenItsIdAndPlaceChange() {
    Choice first = choose("1", "It crashes on start", "bug");
    Event.Control moved =
        new Event.Control(
            "select", "Label", List.of("name:label", "attr:label", "path:main>div>select[0/2]"));
    Choice second =
        choices.add(
            Chosen.of("2", NOW, SITE, moved, Chosen.input("How do I print?"), "question", null));
    assertEquals(first.placeId(), second.placeId());
    assertEquals(moved.keys(), choices.place(first.placeId()).orElseThrow().keys());
  }

  @Test
  void aControlWithOneKeyInCommonOrAnotherRoleOrSiteIsAnother() {
    Choice first = choose("1", "It crashes on start", "bug");
    Event.Control priority =
        new Event.Control("select", "Priority", List.of("name:priority", "path:aside>select[0/1]"));
    Event.Control menu = new Event.Control("menu", "Label", Chosen.box().keys());
    ObjectNode input = Chosen.input("Please add colours");
    for (Event.Chosen other :
        List.of(
            Chosen.of("2", NOW, SITE, priority, input, "bug", null),
            Chosen.of("3", NOW, SITE, menu, input, "bug", null),
            Chosen.of("4", NOW, "other.localhost", Chosen.box(), input, "bug", null))) {
      assertNotEquals(first.placeId(), choices.add(other).placeId());
    }
    assertEquals(4, choices.places().size());
  }

  @Test
  void anotherLabelForTheSameThingTakesThePlaceOfTheFirst() {
    Choice first = choose("1", "It crashes on start", "question");
    Choice second = choose("2", "It crashes on start", "bug");
    assertEquals(first.id(), second.id());
    assertTrue(second.changed());
    assertEquals(List.of(new EvidenceView.Count("bug", 1)), choices.counts(first.placeId()));
    assertEquals("2", choices.find(first.id()).orElseThrow().eventId());
    assertTrue(choose("3", "It crashes on start", "bug").changed());
  }

  @Test
  void theTitleDoesNotMakeAThingAnother() {
    ObjectNode unread = Chosen.input("It crashes on start").put("title", "(3) Issue 7");
    assertEquals(Choice.idOf("p", Chosen.input("It crashes on start")), Choice.idOf("p", unread));
    assertNotEquals(Choice.idOf("p", unread), Choice.idOf("q", unread));
    assertNotEquals(Choice.idOf("p", unread), Choice.idOf("p", Chosen.input("It crashes")));
  }

  @Test
  void choicesThatNoTaskLearnsFromGoWithTheRawEvents() {
    Choice choice = choose("1", "It crashes on start", "bug");
    journal.update(
        "INSERT INTO task (id, created, deed, phase, evidence) VALUES ('t', 0, ?, 'READY', '{}')",
        "choose:" + choice.placeId());
    assertEquals(0, choices.expire(NOW.plusSeconds(1)));
    journal.update("UPDATE task SET phase = 'DISMISSED'");
    assertEquals(1, choices.expire(NOW.plusSeconds(1)));
    assertFalse(choices.find(choice.id()).isPresent());
    journal.update("DELETE FROM task");
    choices.expire(NOW.plusSeconds(1));
    assertEquals(List.of(), choices.places());
  }
}
