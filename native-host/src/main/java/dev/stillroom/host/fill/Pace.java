package dev.stillroom.host.fill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Allows each sender so much within a time; what comes beyond that is not looked at. */
final class Pace {

  /** Senders remembered; only watched sites are. */
  private static final int MOST_SENDERS = 1_000;

  private final Clock clock;
  private final int most;
  private final Duration within;
  private final Map<String, Count> counts = new HashMap<>();

  Pace(Clock clock, int most, Duration within) {
    this.clock = clock;
    this.most = most;
    this.within = within;
  }

  private record Count(Instant since, int times) {}

  boolean allows(String sender) {
    Instant now = clock.instant();
    Count count = counts.get(sender);
    if (count == null || !now.isBefore(count.since().plus(within)) || now.isBefore(count.since())) {
      if (counts.size() >= MOST_SENDERS) {
        counts.clear();
      }
      count = new Count(now, 0);
    }
    if (count.times() >= most) {
      return false;
    }
    counts.put(sender, new Count(count.since(), count.times() + 1));
    return true;
  }
}
