package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Page actions are recorded on watched sites only, and believed only within bounds. */
class PageEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SITE = "tracker.localhost";

  private Journal journal;
  private Settings settings;
  private Events events;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    settings = new Settings(journal);
    events = new Events(journal, settings, Clock.fixed(NOW, ZoneOffset.UTC));
    settings.watchSite(SITE, true);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void onlyWatchedSitesAreRecordedNotTheirSubdomainsAndNotPausedOnes() {
    assertEquals(1, record(SITE).size());
    assertEquals(0, record("other.localhost").size());
    assertEquals(0, record("www." + SITE).size());
    settings.pauseSite(SITE, true);
    assertEquals(0, record(SITE).size());
    settings.pauseSite(SITE, false);
    settings.watchSite(SITE, false);
    assertEquals(0, record(SITE).size());
  }

  @Test
  void theAddressLosesItsQueryAndTheSummaryTellsTheChoice() {
    record(SITE);
    assertEquals(
        List.of("bug · It crashes"),
        events.list(null, null, 9).stream().map(e -> e.summary()).toList());
    assertEquals(0, events.count(null, "hidden"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatAPageCannotHaveSentIsRefusedAndNotSentAgain(Event.Chosen event) {
    Events.Recorded recorded = events.record(List.of(event));
    assertEquals(List.of(), recorded.fresh());
    assertEquals(1, recorded.refused().size());
    assertFalse(recorded.refused().getFirst().reason().getMessage().contains("\n"));
  }

  static Stream<Event.Chosen> hostile() {
    Event.Control box = Chosen.box();
    String key = "k".repeat(400);
    return Stream.of(
        chosen(box, Chosen.input("x".repeat(20_000)), "bug"),
        chosen(box, Chosen.input("x"), "no such label"),
        chosen(box, Chosen.input("x"), "b".repeat(200)),
        chosen(box, new ObjectNode(null), "bug"),
        chosen(box, (ObjectNode) Chosen.input("x").set("more", Chosen.input("y")), "bug"),
        chosen(new Event.Control("select", "", List.of("one:key")), Chosen.input("x"), "bug"),
        chosen(new Event.Control("select", "", List.of("a:b", key)), Chosen.input("x"), "bug"),
        chosen(
            new Event.Control("select", "", Collections.nCopies(50, "a:b")),
            Chosen.input("x"),
            "bug"));
  }

  private static Event.Chosen chosen(Event.Control control, ObjectNode input, String label) {
    return Chosen.of("h", NOW, SITE, control, input, label, null);
  }

  private List<Event> record(String site) {
    String id = site + settings.watchedSites() + settings.pausedSites();
    return events.record(List.of(Chosen.at(id, NOW, site, "It crashes", "bug"))).fresh();
  }
}
