package dev.stillroom.host.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.job.Job;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Starts workers: one job in a process of its own, at low priority, cancelled by its future. */
public interface Workers {

  /** Which programs a worker's class path holds. */
  enum ClassPath {
    /** The engine's own libraries: conversions. */
    HOST,
    /** The distiller and what it trains with. */
    DISTILLER
  }

  /**
   * Starts a job.
   *
   * @return completes with the job's result, or exceptionally with {@link
   *     dev.stillroom.runtime.job.JobFailure}; cancelling it kills the process. Completion and
   *     progress arrive on a thread of the worker's, never on the engine's.
   */
  CompletableFuture<JsonNode> start(
      ClassPath classPath, String job, JsonNode arguments, Job.Progress progress);

  /**
   * The same for a job that may take longer than others: one that reads or copies what is large.
   *
   * @param limit how long it may take; never less than other jobs may
   */
  default CompletableFuture<JsonNode> start(
      ClassPath classPath, String job, JsonNode arguments, Job.Progress progress, Duration limit) {
    return start(classPath, job, arguments, progress);
  }

  /**
   * How long reading and copying so many bytes may take: a second for each megabyte, as a slow disk
   * takes for writing and reading them again.
   */
  static Duration limitOf(long bytes) {
    return Duration.ofMinutes(2).plusSeconds(bytes / 1_000_000);
  }

  /**
   * A job of this kind is likely soon: a process may be started for it already. One that nobody
   * comes for ends by itself.
   */
  default void expect(ClassPath classPath, String job) {}
}
