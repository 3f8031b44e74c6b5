package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Prints how long it takes to record one event in an empty journal and in one of 100,000 events: a
 * measurement to run by hand, not a test.
 */
final class RecordingSpeed {

  private RecordingSpeed() {}

  public static void main(String[] args) throws IOException {
    Path home = Files.createTempDirectory("recording");
    Clock clock = Clock.systemUTC();
    try (Journal journal = Journal.open(home.resolve("journal.db"))) {
      Events events = new Events(journal, new Settings(journal), clock);
      measure(journal, events, clock, 0, 2_000);
      measure(journal, events, clock, 2_000, 2_000);
      journal.transaction(
          () -> {
            for (int i = 4_000; i < 100_000; i++) {
              events.record(List.of(event(i, clock.instant())));
            }
            return null;
          });
      measure(journal, events, clock, 100_000, 2_000);
      long begun = System.nanoTime();
      events.list(null, "nothing has this", 100);
      System.err.printf("search: %.1f ms%n", (System.nanoTime() - begun) / 1e6);
      System.err.printf("size: %d bytes%n", Files.size(home.resolve("journal.db")));
    }
  }

  private static void measure(Journal journal, Events events, Clock clock, int from, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      Event event = event(from + i, clock.instant());
      long begun = System.nanoTime();
      events.record(List.of(event));
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.err.printf(
        "with %d events: median %.3f ms, p95 %.3f ms, p99 %.3f ms%n",
        journal.count("SELECT count(*) FROM event"),
        nanos[count / 2] / 1e6,
        nanos[count * 95 / 100] / 1e6,
        nanos[count * 99 / 100] / 1e6);
  }

  private static Event.Download event(int i, Instant time) {
    return new Event.Download(
        java.util.UUID.randomUUID().toString(),
        time,
        "session",
        "https://shop.localhost/pictures/" + i + ".webp",
        "https://cdn.localhost/pictures/" + i + ".webp",
        "https://shop.localhost/pictures",
        "https://shop.localhost/pictures",
        "Pictures of lamps and chairs",
        "image/webp",
        123_456,
        "/home/ada/Downloads/picture-" + i + ".webp");
  }
}
