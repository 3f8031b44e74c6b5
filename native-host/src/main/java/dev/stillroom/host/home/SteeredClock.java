package dev.stillroom.host.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The system's time plus the seconds that a file holds, so that a test or the demo can let a day
 * pass in a running engine. Used only where {@code STILLROOM_CLOCK_OFFSET} names such a file.
 */
public final class SteeredClock extends Clock {

  private final Path offsetFile;
  private final Clock base;

  public SteeredClock(Path offsetFile, Clock base) {
    this.offsetFile = offsetFile;
    this.base = base;
  }

  /** The clock that this process's environment asks for: steered, or the system's in UTC. */
  public static Clock ofEnvironment() {
    String file = System.getenv("STILLROOM_CLOCK_OFFSET");
    return file == null || file.isEmpty()
        ? Clock.systemUTC()
        : new SteeredClock(Path.of(file), Clock.systemUTC());
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset());
  }

  private Duration offset() {
    try {
      return Duration.ofSeconds(Long.parseLong(Files.readString(offsetFile).strip()));
    } catch (IOException | NumberFormatException notSteered) {
      return Duration.ZERO;
    }
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SteeredClock(offsetFile, base.withZone(zone));
  }
}
