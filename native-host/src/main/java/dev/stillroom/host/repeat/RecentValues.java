package dev.stillroom.host.repeat;

import dev.stillroom.host.protocol.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values behind the marks of recorded events: in memory only, for half an hour, and no more of
 * them than fit.
 */
public final class RecentValues {

  static final Duration KEPT = Duration.ofMinutes(30);

  private static final int MOST = 2_000;
  private static final int MOST_AT_ONCE = 50;
  private static final int LONGEST_HASH = 64;
  private static final int LONGEST = 2_000;

  /** Characters of all of them. */
  private static final long BUDGET = 1_000_000;

  private final Clock clock;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private long size;

  private record Held(String value, Instant time) {}

  public RecentValues(Clock clock) {
    this.clock = clock;
  }

  public void note(List<Request.MarkedValue> values) {
    for (Request.MarkedValue one : values.stream().limit(MOST_AT_ONCE).toList()) {
      if (one.hash().length() <= LONGEST_HASH && one.value().length() <= LONGEST) {
        drop(one.hash());
        held.put(one.hash(), new Held(one.value(), clock.instant()));
        size += one.value().length();
      }
    }
    expire();
  }

  Optional<String> find(String hash) {
    expire();
    return Optional.ofNullable(held.get(hash)).map(Held::value);
  }

  int count() {
    expire();
    return held.size();
  }

  public void forget() {
    held.clear();
    size = 0;
  }

  private void drop(String hash) {
    Held old = held.remove(hash);
    size -= old == null ? 0 : old.value().length();
  }

  private void expire() {
    Instant oldest = clock.instant().minus(KEPT);
    Iterator<Held> eldest = held.values().iterator();
    while (eldest.hasNext()) {
      Held one = eldest.next();
      if (held.size() <= MOST && size <= BUDGET && !one.time().isBefore(oldest)) {
        return;
      }
      eldest.remove();
      size -= one.value().length();
    }
  }
}
