package dev.stillroom.distiller.verify;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.BooleanSupplier;

/**
 * The seconds that the person allows, from when the work began.
 *
 * @param seconds 0 for no limit
 * @param started in nanoseconds of the system's clock of durations
 */
public record Deadline(double seconds, long started) {

  /** How much longer than its work a search may take where others need the processor too. */
  private static final double PATIENCE = 5;

  /** Whether that share of all time is gone. */
  public boolean isOver(double share) {
    return seconds > 0 && (System.nanoTime() - started) / 1e9 >= share * seconds;
  }

  /**
   * Whether the calling thread has worked so many seconds from now on, or waited for the processor
   * until several times as many are gone, or that share of all time is: a busy machine finds what a
   * quiet one does.
   */
  public BooleanSupplier within(double most, double share) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long from = System.nanoTime();
    long worked = threads.getCurrentThreadCpuTime();
    return () ->
        (threads.getCurrentThreadCpuTime() - worked) / 1e9 > most
            || (System.nanoTime() - from) / 1e9 > PATIENCE * most
            || isOver(share);
  }
}
