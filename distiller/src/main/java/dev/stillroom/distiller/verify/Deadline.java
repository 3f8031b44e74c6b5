package dev.stillroom.distiller.verify;

import java.util.function.BooleanSupplier;

/**
 * The seconds that the person allows, from when the work began.
 *
 * @param seconds 0 for no limit
 * @param started in nanoseconds of the system's clock of durations
 */
public record Deadline(double seconds, long started) {

  /** Whether that share of all time is gone. */
  public boolean isOver(double share) {
    return seconds > 0 && (System.nanoTime() - started) / 1e9 >= share * seconds;
  }

  /** Whether so many seconds from now, or that share of all time, are gone. */
  public BooleanSupplier within(double most, double share) {
    long from = System.nanoTime();
    return () -> (System.nanoTime() - from) / 1e9 > most || isOver(share);
  }
}
