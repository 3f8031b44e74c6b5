package dev.stillroom.runtime.job;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Work that runs in a process of its own: a distillation, a conversion. A kind of job is one class,
 * found by {@link java.util.ServiceLoader}, named in the first frame the worker reads.
 */
public interface Job {

  /** The name by which an engine asks for this kind of job, for example {@code distill}. */
  String name();

  /** Loads what the work will need, in a process that waits for its job; may fail silently. */
  default void prepare() {}

  /**
   * Does the work and returns its result.
   *
   * @param arguments what the engine asks for, in the shape this job documents
   * @param progress told how far the work is; cheap to call often
   * @throws JobFailure with one clear line when the work cannot be done
   */
  JsonNode run(JsonNode arguments, Progress progress) throws JobFailure, InterruptedException;

  /** Where a job says how far it is. */
  @FunctionalInterface
  interface Progress {
    /**
     * @param fraction in [0, 1], never falling
     * @param phase one word for the person, for example {@code training}
     */
    void report(double fraction, String phase);

    /** What there is of the result so far, for a job whose result is worth having in parts. */
    default void partial(JsonNode result) {}
  }
}
