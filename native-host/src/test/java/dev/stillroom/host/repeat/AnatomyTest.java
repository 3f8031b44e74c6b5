package dev.stillroom.host.repeat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.View.ReplayStep;
import dev.stillroom.host.routine.discovery.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Where a routine that was cut anywhere begins when it is done again. */
class AnatomyTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  private static final String DESK = "https://desk.example/";

  private int count;

  private Event opened(String... keys) {
    Event.Spot page = new Event.Spot("page", "", List.of(keys));
    return new Event.Gesture(id(), MONDAY, "s", DESK, null, Event.Deed.NAVIGATE, page, null);
  }

  private Event click(String name) {
    return new Event.Gesture(
        id(), MONDAY, "s", DESK, null, Event.Deed.CLICK, spot("button", name), null);
  }

  private Event copied(String hash) {
    return new Event.Copied(
        id(), MONDAY, "s", DESK, null, spot("text", "Number"), "…", new Event.Mark(hash, "9"));
  }

  private Event edited(String hash) {
    return new Event.Edited(
        id(), MONDAY, "s", DESK, null, spot("textbox", "Month"), "…", new Event.Mark(hash, "9"));
  }

  private static Event.Spot spot(String role, String name) {
    return new Event.Spot(role, name, List.of("path=div:1>" + role + ":1"));
  }

  private String id() {
    return "event-" + ++count;
  }

  private static List<String> deeds(List<List<Event>> times) {
    List<Step> pattern = new ArrayList<>();
    for (Event event : times.getFirst()) {
      String type = Anatomy.type((Event.OnPage) event);
      pattern.add(new Step(type, "desk.example", "", type));
    }
    return Anatomy.of(pattern, times).steps(_ -> null).stream().map(ReplayStep::deed).toList();
  }

  private List<List<Event>> threeTimes(IntFunction<List<Event>> one) {
    return List.of(one.apply(1), one.apply(2), one.apply(3));
  }

  @Test
  void itBeginsWhereThePersonOpenedItsPage() {
    List<List<Event>> cutAnywhere =
        threeTimes(i -> List.of(click("Export"), opened("by=hand"), edited("0" + i)));
    assertEquals(List.of("navigate", "input", "click"), deeds(cutAnywhere));
  }

  @Test
  void aPageToWhichALinkLedIsNoBeginning() {
    List<List<Event>> led = threeTimes(i -> List.of(click("New"), opened(), edited("0" + i)));
    assertEquals(List.of("click", "navigate", "input"), deeds(led));
  }

  @Test
  void nothingIsEnteredBeforeItIsCopied() {
    List<List<Event>> carried =
        threeTimes(i -> List.of(copied("0" + i), opened("by=hand"), edited("0" + i)));
    assertEquals(List.of("copy", "navigate", "input"), deeds(carried));
  }

  @Test
  void theFirstOfSeveralPagesOpenedByHandIsTheBeginning() {
    List<List<Event>> two =
        threeTimes(
            i -> List.of(opened("by=hand"), copied("0" + i), opened("by=hand"), click("Go")));
    assertEquals(List.of("navigate", "copy", "navigate", "click"), deeds(two));
  }
}
