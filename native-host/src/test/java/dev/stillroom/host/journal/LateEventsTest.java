package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that was away delivers what had been forgotten meanwhile. */
class LateEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SHOP = "secret-shop.localhost";
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path home;
  private Journal journal;
  private Events events;
  private Forget forget;
  private Instant now = NOW;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void open() {
    journal = Journal.open(home.resolve("journal.db"));
    events = new Events(journal, new Settings(journal), clock);
    forget = new Forget(journal, clock);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void whatWaitedWhileEverythingWasForgottenDoesNotComeBackAndIsAcknowledged() {
    forget.everything();
    now = now.plusSeconds(60);
    Events.Recorded recorded =
        events.record(
            List.of(
                on("before", "blog.example", NOW.minusMillis(1)),
                on("then", "blog.example", NOW),
                on("after", "blog.example", NOW.plusMillis(1))));
    assertEquals(List.of("then", "after"), ids(recorded));
    assertEquals(List.of("before", "then", "after"), recorded.ids());
    assertEquals(List.of(), recorded.refused());
  }

  @Test
  void whatWaitedOfAForgottenSiteDoesNotComeBackAndThatOfOtherSitesDoes() {
    forget.site(SHOP);
    now = now.plusSeconds(60);
    Instant before = NOW.minus(HOUR);
    assertEquals(
        List.of("other", "alike", "longer", "after"),
        ids(
            events.record(
                List.of(
                    on("a", SHOP, before),
                    on("b", "www." + SHOP, before),
                    on("c", "SECRET-Shop.localhost", before),
                    titled("d", "A table from " + SHOP + "!", before),
                    on("other", "blog.example", before),
                    on("alike", "my" + SHOP, before),
                    on("longer", SHOP + "s", before),
                    on("after", SHOP, NOW.plusSeconds(1))))));
  }

  @Test
  void whatWaitedSinceAForgottenTimeDoesNotComeBackAndWhatIsOlderDoes() {
    forget.since(NOW.minus(HOUR));
    assertEquals(
        List.of("older"),
        ids(
            events.record(
                List.of(
                    on("older", SHOP, NOW.minus(HOUR).minusMillis(1)),
                    on("first", SHOP, NOW.minus(HOUR)),
                    on("last", SHOP, NOW.minusMillis(1))))));
  }

  @Test
  void aDeletedLineDoesNotComeBackWhereTheBrowserDidNotHearThatItWasRecorded() {
    Event lost = on("lost", SHOP, NOW.minus(HOUR));
    events.record(List.of(lost));
    forget.event("lost");
    assertEquals(
        List.of("next"), ids(events.record(List.of(lost, on("next", SHOP, NOW.minus(HOUR))))));
  }

  @Test
  void aForgottenTaskLeavesWhatWaits() {
    journal.update(
        "INSERT INTO task (id, created, deed, phase, evidence) VALUES ('t', 1, 'd', 'READY', '{}')");
    forget.task("t");
    assertEquals(List.of("a"), ids(events.record(List.of(on("a", SHOP, NOW.minus(HOUR))))));
  }

  /** It is nowhere in clear, and after two weeks nothing is left of it but a time. */
  @Test
  void whatWasForgottenIsNotWrittenDownAndItsDigestGoesAfterTwoWeeks() throws IOException {
    forget.site(SHOP);
    forget.event(recorded("an-id-of-its-own"));
    assertFalse(isOnDisk(SHOP));
    assertFalse(isOnDisk("an-id-of-its-own"));
    List<String> digests =
        journal.query("SELECT digest FROM forgotten WHERE digest <> ''", row -> row.text(1));
    assertEquals(2, digests.size());
    assertTrue(isOnDisk(digests.getFirst()));

    now = NOW.plus(Events.RETENTION).plusSeconds(1);
    events.expire();

    assertEquals(
        List.of("all"),
        journal.query("SELECT what || digest || salt FROM forgotten", r -> r.text(1)));
    assertEquals(
        List.of("since"),
        ids(
            events.record(
                List.of(
                    on("a", SHOP, NOW.minus(HOUR)),
                    on("so-old", "blog.example", NOW.minus(HOUR)),
                    on("since", "blog.example", NOW.plus(HOUR))))));
  }

  @Test
  void oneForgettingAfterTheOtherLeavesOneLineForAll() {
    forget.site(SHOP);
    forget.since(NOW.minus(HOUR));
    now = now.plusSeconds(1);
    forget.everything();
    now = now.plusSeconds(1);
    forget.everything();
    assertEquals(1, journal.count("SELECT count(*) FROM forgotten"));
  }

  /** Else everything was dropped until the clock has caught up. */
  @Test
  void aClockThatIsSetBackAfterAForgettingDropsNothingOfWhatHappensThen() {
    forget.everything();
    now = NOW.minus(HOUR);
    events.lookAtClock();
    now = now.plusSeconds(60);
    assertEquals(
        List.of("after"),
        ids(
            events.record(
                List.of(
                    on("before", SHOP, NOW.minus(HOUR).minusSeconds(1)),
                    on("after", SHOP, now.minusSeconds(1))))));
  }

  /** What a page puts into its addresses costs no more than a moment. */
  @Test
  void aHugeEventIsLookedThroughAllTheSame() {
    for (int i = 0; i < 20; i++) {
      forget.site("site-" + i + ".example");
    }
    String dots = "a.".repeat(4_000);
    Event hostile =
        new Event.Download(
            "huge", NOW.minus(HOUR), "s", "https://" + dots, null, null, null, null, null, 1, "/x");
    assertEquals(List.of("huge"), ids(events.record(List.of(hostile))));
  }

  private String recorded(String id) {
    events.record(List.of(on(id, "blog.example", NOW.plusMillis(1))));
    return id;
  }

  private static List<String> ids(Events.Recorded recorded) {
    return recorded.fresh().stream().map(Event::id).toList();
  }

  private static Event on(String id, String site, Instant time) {
    return event(id, site, "Pictures", time);
  }

  private static Event titled(String id, String title, Instant time) {
    return event(id, "blog.example", title, time);
  }

  private static Event event(String id, String site, String title, Instant time) {
    return new Event.Download(
        id,
        time,
        "s",
        "https://cdn.example/a",
        "https://cdn.example/a",
        "https://" + site + "/page",
        null,
        title,
        "image/webp",
        9,
        "/home/ada/Downloads/photo.webp");
  }

  private boolean isOnDisk(String value) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(value)) {
          return true;
        }
      }
    }
    return false;
  }
}
