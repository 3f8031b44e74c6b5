package dev.stillroom.host.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.repeat.Conditions.Occasion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  private int count;

  private Event.OnPage click(String name, String path) {
    Event.Spot spot = new Event.Spot("link", name, List.of());
    String id = "event-" + ++count;
    return new Event.Gesture(
        id, MONDAY, "s", "https://mail.example" + path, null, Event.Deed.CLICK, spot, null);
  }

  @Test
  void whatComesBeforeTellsWhenItIsDone() {
    List<Occasion> occasions = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      occasions.add(new Occasion(click("Open", "/"), click("Invoices", "/"), true));
      occasions.add(new Occasion(click("Open", "/"), click("Greetings", "/"), false));
    }
    assertEquals(
        List.of(new EvidenceView.Condition("after", "Invoices")), Conditions.of(occasions));
  }

  @Test
  void whatIsAlwaysDoneHasNoCondition() {
    List<Occasion> occasions = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      occasions.add(new Occasion(click("Open", "/"), null, true));
    }
    assertEquals(List.of(), Conditions.of(occasions));
  }

  @Test
  void chanceIsNoCondition() {
    List<Occasion> occasions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Event.OnPage before = click("Letter " + i % 4, "/");
      occasions.add(new Occasion(click("Open", "/"), before, i % 3 == 0));
    }
    assertEquals(List.of(), Conditions.of(occasions));
  }
}
