package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies, pastes and edits by hand in the journal. */
class HandworkTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SHOP = "shop.example";
  private static final Event.Spot SPOT =
      new Event.Spot("td", "Price", List.of("itemprop=price", "tr>td.price"));

  private Journal journal;
  private Settings settings;
  private Events events;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    settings = new Settings(journal);
    events = new Events(journal, settings, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void onlyOnWatchedSitesAndWithoutTheAddressesQueries() {
    assertEquals(0, events.record(List.of(copied("a", "12 €"))).fresh().size());
    settings.watchSite(SHOP, true);
    events.record(List.of(copied("b", "12 €"), pasted("c", "12 €"), edited("d", "13 €")));
    assertEquals(
        List.of("✎ Price: 13 €", "⇥ Price: 12 €", "⧉ Price: 12 €"),
        events.list(null, null, 10).stream().map(View.RecordedEvent::summary).toList());
    assertEquals(0, events.count(null, "token"));
    settings.watchSite(SHOP, false);
    assertEquals(0, events.record(List.of(copied("e", "14 €"))).fresh().size());
  }

  @Test
  void eachGoesWhenItIsDeletedOrItsSiteIsForgotten() {
    settings.watchSite(SHOP, true);
    events.record(List.of(copied("b", "12 €"), pasted("c", "twelve")));
    new Forget(journal, Clock.fixed(NOW, ZoneOffset.UTC)).event("b");
    assertEquals(1, events.count(null, null));
    new Forget(journal, Clock.fixed(NOW, ZoneOffset.UTC)).site(SHOP);
    assertEquals(0, events.count(null, null));
  }

  @Test
  void whatIsTooLargeOrStrangeIsRefusedAndHoldsUpNothing() {
    settings.watchSite(SHOP, true);
    Event.Spot many = new Event.Spot("td", "", Collections.nCopies(13, "k"));
    Events.Recorded recorded =
        events.record(
            List.of(
                copied("a", "x".repeat(2_001)),
                copied("b", "a\0b"),
                new Event.Copied("c", NOW, "s", "https://shop.example/", null, many, "x", null),
                copied("d", "first line\nsecond\tline")));
    assertEquals(3, recorded.refused().size());
    assertEquals(1, recorded.fresh().size());
    assertTrue(recorded.ids().containsAll(List.of("a", "b", "c", "d")));
  }

  private static Event copied(String id, String text) {
    return new Event.Copied(
        id, NOW, "s", "https://shop.example/p/1?token=9", null, SPOT, text, null);
  }

  private static Event pasted(String id, String text) {
    return new Event.Pasted(
        id, NOW.plusSeconds(1), "s", "https://shop.example/p/1", "Shop", SPOT, text, null);
  }

  private static Event edited(String id, String value) {
    return new Event.Edited(
        id, NOW.plusSeconds(2), "s", "https://shop.example/p/1", null, SPOT, value, null);
  }
}
