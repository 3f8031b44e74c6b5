package dev.stillroom.host.watch;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something once, later, on any thread. */
@FunctionalInterface
public interface Delayer {

  void after(Duration delay, Runnable task);

  /** Delays by a scheduler; what comes after its shutdown is dropped. */
  static Delayer of(ScheduledExecutorService scheduler) {
    return (delay, task) -> {
      try {
        scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException shutDown) {
        // The engine is leaving; the next start scans anew.
      }
    };
  }
}
