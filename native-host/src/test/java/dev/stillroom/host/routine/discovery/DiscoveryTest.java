package dev.stillroom.host.routine.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

  private record Seen(String routine, List<Long> lines) {}

  private static List<Seen> occurrences(List<LoggedEvent> events, int window) {
    List<Seen> seen = new ArrayList<>();
    Discovery discovery =
        new Discovery(
            (routine, lines) -> seen.add(new Seen(routine, Arrays.stream(lines).boxed().toList())),
            window);
    events.forEach(discovery::observe);
    discovery.finish();
    return seen;
  }

  private static void order(MadeLog log, String shop) {
    log.step("click", shop, "New order")
        .step("input", shop, "Customer")
        .step("input", shop, "Amount")
        .step("select", shop, "Delivery")
        .step("submit", shop, "Save order");
  }

  private static void invoice(MadeLog log) {
    log.step("copy", "mail.example", "Number")
        .step("paste", "books.example", "Invoice")
        .step("copy", "mail.example", "Total")
        .step("paste", "books.example", "Sum")
        .step("click", "books.example", "Book it");
  }

  @Test
  void namesThatChangeEachTimeAreOneStepWithDigitsInThemOrNot() {
    List<Trait> names =
        List.of(
            Trait.learned("id", 7, "css-a1b2"),
            Trait.learned("id", 7, "css-abcd"),
            Trait.learned("id", 7, "css-x9yz"));
    assertEquals(
        1, names.stream().map(name -> name.keys()[name.keys().length - 1]).distinct().count());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatAPageNamesAnewAtEachLoadIsKnownByItsLabel(long seed) {
    Random random = new Random(seed);
    MadeLog log = new MadeLog();
    for (int i = 0; i < 5; i++) {
      for (String label : List.of("Customer", "Amount", "Delivery", "Note", "Keep it")) {
        String made = "css-" + Long.toString(random.nextLong() >>> 33, 36);
        // Of some names it is seen that they were made up, and they are not told at all.
        log.step("input", "desk.example", label, random.nextInt(6) == 0 ? null : made);
      }
    }
    List<FoundRoutine> routines = log.routines();
    assertEquals(1, routines.size());
    assertEquals(5, routines.getFirst().support());
    assertEquals(5, routines.getFirst().pattern().size());
    assertFalse(routines.getFirst().pattern().toString().contains("css-"));
  }

  @Test
  void whatIsNamedAnewEachDayIsOneThingThoughEachNameComesOften() {
    MadeLog log = new MadeLog();
    for (int day = 0; day < 6; day++) {
      for (int i = 0; i < 4; i++) {
        for (String label : List.of("Customer", "Amount", "Delivery", "Keep it")) {
          log.step("input", "desk.example", label, "field-" + (char) ('a' + day) + "-" + label);
        }
      }
      log.pause(24 * 3_600_000L);
    }
    List<FoundRoutine> routines = log.routines();
    assertEquals(1, routines.size());
    assertEquals(24, routines.getFirst().support());
  }

  @Test
  void twoButtonsOfOneLabelAreToldApartByNamesThatComeBack() {
    MadeLog log = new MadeLog();
    for (int i = 0; i < 6; i++) {
      log.step("click", "desk.example", "OK", "first").step("click", "desk.example", "OK", "last");
    }
    Discovery discovery = new Discovery((_, _) -> {});
    log.events().forEach(discovery::observe);
    assertEquals(
        2, log.events().stream().map(discovery::text).distinct().count(), "two steps, not one");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void repetitionWithoutNoiseIsFoundWhateverTheStepsAre(long seed) {
    Random random = new Random(seed);
    int length = 3 + random.nextInt(12);
    int times = 4 + random.nextInt(20);
    MadeLog log = new MadeLog();
    for (int i = 0; i < times; i++) {
      for (int k = 0; k < length; k++) {
        log.step("input", "desk.example", "field " + (char) ('a' + k));
      }
    }
    List<FoundRoutine> routines = log.routines();
    assertEquals(1, routines.size());
    assertEquals(length, routines.getFirst().pattern().size());
    assertEquals(times, routines.getFirst().support());
    assertEquals(1, routines.getFirst().coverage(), 1e-9);
    assertEquals(length >= 4, routines.getFirst().simple());
    assertTrue(
        routines.getFirst().pattern().getFirst().object().endsWith("a"), "it begins at its start");
  }

  /** The page that follows is seen at times, and at times the person is faster: all such cases. */
  @Test
  void aLastStepThatIsMissingAtTimesTakesNothingFromOtherRoutines() {
    for (int seen = 0; seen < 32; seen++) {
      MadeLog log = new MadeLog();
      for (int i = 0; i < 5; i++) {
        for (String step : List.of("New order", "Customer", "Amount", "Delivery", "Send", "Sent")) {
          log.step("input", "orders.example", step);
        }
        if ((seen >> i & 1) == 1) {
          log.step("navigate", "orders.example", "All orders");
        }
      }
      for (int i = 0; i < 5; i++) {
        for (String step : List.of("Ticket", "Opened", "Comment", "Team", "Assign")) {
          log.step("input", "tickets.example", step);
        }
      }
      List<Long> at = new ArrayList<>();
      occurrences(log.events(), Discovery.WINDOW).forEach(one -> at.addAll(one.lines()));
      assertEquals(at.stream().distinct().count(), at.size(), "no event twice: " + seen);
      List<FoundRoutine> routines = log.routines();
      String all = seen + ": " + names(routines);
      for (String site : List.of("orders.example", "tickets.example")) {
        assertEquals(
            5,
            routines.stream().filter(r -> all(r, site)).mapToLong(FoundRoutine::support).sum(),
            all);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void lapsWithoutAPauseAreCutWhereTheyBeginThoughSomeStepsOverlap(long seed) {
    Random random = new Random(seed);
    MadeLog log = new MadeLog();
    int times = 30;
    int length = 12;
    for (int i = 0; i < times; i++) {
      for (int k = 0; k < length; k++) {
        // At times the next one is begun before the last step of this one is done.
        boolean swap = i < times - 1 && i % 7 == 3;
        if (k == length - 1 && swap) {
          log.step("input", "desk.example", "field a");
        }
        if (k > 0 || i == 0 || (i - 1) % 7 != 3) {
          log.step("input", "desk.example", "field " + (char) ('a' + k));
        }
        if (random.nextInt(40) == 0) {
          log.noise(random, 1);
        }
      }
    }
    List<Seen> seen = occurrences(log.events(), Discovery.WINDOW);
    assertTrue(seen.size() >= times - 2, () -> seen.size() + " laps");
    long end = -1;
    for (Seen one :
        seen.stream().sorted(Comparator.comparing(o -> o.lines().getFirst())).toList()) {
      assertTrue(one.lines().getFirst() >= end - 2, "no lap lies within another: " + seen);
      end = one.lines().getLast();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatIsDoneAmongOtherThingsIsFoundAfterThreeToFiveTimes(long seed) {
    Random random = new Random(seed);
    MadeLog log = new MadeLog().noise(random, 100);
    int times = 0;
    while (log.routines().isEmpty()) {
      order(log, "shop.example");
      log.noise(random, 3 + random.nextInt(20));
      times++;
      assertTrue(times <= 5, "not found after " + times);
    }
    assertTrue(times >= 3, "found after " + times);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theOrderInWhichTwoRoutinesAreInterleavedDoesNotMatter(long seed) {
    Random random = new Random(seed);
    MadeLog log = new MadeLog();
    for (int i = 0; i < 30; i++) {
      MadeLog first = new MadeLog();
      order(first, "shop.example");
      MadeLog second = new MadeLog();
      invoice(second);
      interleave(log, random);
      log.noise(random, random.nextInt(4));
    }
    List<FoundRoutine> routines = log.routines();
    assertTrue(
        routines.stream().anyMatch(r -> r.pattern().size() >= 4 && all(r, "shop.example")),
        () -> "orders among " + names(routines));
    assertTrue(
        routines.stream().anyMatch(r -> r.pattern().size() >= 4 && none(r, "shop.example")),
        () -> "invoices among " + names(routines));
  }

  private static void interleave(MadeLog log, Random random) {
    MadeLog a = new MadeLog();
    order(a, "shop.example");
    MadeLog b = new MadeLog();
    invoice(b);
    int i = 0;
    int j = 0;
    while (i < a.events().size() || j < b.events().size()) {
      boolean fromA = j == b.events().size() || i < a.events().size() && random.nextBoolean();
      log.events().add(fromA ? a.events().get(i++) : b.events().get(j++));
    }
  }

  private static boolean all(FoundRoutine routine, String site) {
    return routine.pattern().stream().allMatch(step -> step.site().equals(site));
  }

  private static boolean none(FoundRoutine routine, String site) {
    return routine.pattern().stream().noneMatch(step -> step.site().equals(site));
  }

  private static List<String> names(List<FoundRoutine> routines) {
    return routines.stream().map(FoundRoutine::name).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void twoThatBeginAlikeAndFollowEachOtherAreTwo(long seed) {
    Random random = new Random(seed);
    List<String> first = List.of("Open", "Name", "Word", "Enter", "Order", "Amount", "Save");
    List<String> other = List.of("Open", "Name", "Word", "Enter", "Letter", "Answer", "Send");
    MadeLog log = new MadeLog();
    int times = 80;
    for (int i = 0; i < times; i++) {
      for (String step : random.nextInt(4) > 0 ? first : other) {
        log.step("input", "desk.example", step);
      }
    }
    List<Seen> seen = occurrences(log.events(), Discovery.WINDOW);
    long whole = seen.stream().filter(one -> one.lines().size() == first.size()).count();
    assertTrue(10 * whole >= 9 * times, "whole: " + whole + " of " + seen.size());
  }

  @Test
  void lookingInBetweenChangesNothing() {
    Random random = new Random(5);
    MadeLog log = new MadeLog();
    for (int i = 0; i < 60; i++) {
      order(log, "shop.example");
      log.noise(random, random.nextInt(6));
    }
    List<Seen> atOnce = occurrences(log.events(), 256);
    List<Seen> looked = new ArrayList<>();
    Discovery discovery =
        new Discovery(
            (routine, lines) ->
                looked.add(new Seen(routine, Arrays.stream(lines).boxed().toList())),
            256);
    for (LoggedEvent event : log.events()) {
      discovery.observe(event);
      if (random.nextInt(20) == 0) {
        discovery.routines();
      }
    }
    discovery.finish();
    assertEquals(atOnce, looked);
    assertTrue(atOnce.size() >= 58, "found " + atOnce.size());
  }

  @Test
  void whatWasFoundIsCountedOnInLaterWindows() {
    Random random = new Random(6);
    MadeLog log = new MadeLog();
    for (int i = 0; i < 200; i++) {
      order(log, "shop.example");
      log.noise(random, 4);
    }
    List<Seen> seen = occurrences(log.events(), 128);
    assertEquals(1, seen.stream().map(Seen::routine).distinct().count());
    assertTrue(seen.size() >= 195, "found " + seen.size());
    assertEquals(
        seen.stream().mapToInt(s -> s.lines().size()).sum(),
        seen.stream().flatMap(s -> s.lines().stream()).distinct().count(),
        "no event belongs to two occurrences");
  }

  @Test
  void valuesAndNumbersDoNotTellStepsApart() {
    MadeLog log = new MadeLog();
    for (int i = 0; i < 12; i++) {
      log.step("click", "desk.example", "Ticket " + (4000 + 7 * i))
          .step("select", "desk.example", "Team")
          .step("click", "desk.example", "Assign");
    }
    List<FoundRoutine> routines = log.routines();
    assertEquals(1, routines.size());
    assertEquals("Ticket #", routines.getFirst().pattern().getFirst().object());
  }

  @Test
  void aimlessClicksAreNoRoutine() {
    assertEquals(List.of(), new MadeLog().noise(new Random(1), 3_000).routines());
  }

  @Test
  void copyingFromOnePlaceToAnotherIsNamedAfterBoth() {
    Random random = new Random(2);
    MadeLog log = new MadeLog();
    for (int i = 0; i < 6; i++) {
      invoice(log);
      log.noise(random, 5);
    }
    FoundRoutine found = log.routines().getFirst();
    assertEquals("Copy 2 values from mail.example to books.example", found.name());
    assertEquals("extract", found.kind());
  }

  @Test
  void lookingAboutIsNotSimpleAndSaysWhy() {
    MadeLog log = new MadeLog();
    Random random = new Random(3);
    for (int i = 0; i < 10; i++) {
      log.step("navigate", "news.example", "Front")
          .step("scroll", "news.example", "Front")
          .step("navigate", "news.example", "Sport")
          .step("navigate", "news.example", "Weather");
      log.noise(random, 6);
    }
    for (FoundRoutine one : log.routines()) {
      assertFalse(one.simple());
      assertTrue(one.why().contains("nothing is made or sent"), one.why());
    }
  }
}
