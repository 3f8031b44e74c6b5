package dev.stillroom.host.task;

import java.time.Instant;

/**
 * One prediction of one version for one subject, and how it turned out.
 *
 * @param subjectId what it is about: a download's id, or that of a thing on a page
 * @param output the label, null when the model abstained
 * @param acts whether the output says that something is to be done: only then it is evidence
 * @param corrected whether the output is the person's own correction, which is no evidence
 * @param reasons the deciding features, JSON
 * @param outcome null while open
 */
public record PredictionRow(
    String id,
    String taskId,
    String modelDigest,
    String subjectId,
    Instant time,
    String output,
    boolean acts,
    double confidence,
    Mode mode,
    boolean pushed,
    boolean corrected,
    String reasons,
    Outcome outcome) {

  /** The same without the features that decided, which may be words of a page. */
  PredictionRow withoutReasons() {
    return new PredictionRow(
        id,
        taskId,
        modelDigest,
        subjectId,
        time,
        output,
        acts,
        confidence,
        mode,
        pushed,
        corrected,
        "[]",
        outcome);
  }

  /** What was done with a prediction. */
  public enum Mode {
    /** Nothing: the model did not say "do it", or is not trusted to say so. */
    OBSERVED,
    /** Offered to the person. */
    OFFERED,
    /** Offered though the task runs by itself: the one act in twenty. */
    SAMPLED,
    /** Applied at once. */
    APPLIED,
    /** Made silently by a challenger. */
    SHADOW;

    /** Whether the person was asked. */
    public boolean asked() {
      return this == OFFERED || this == SAMPLED;
    }
  }

  /** How a prediction turned out. */
  public enum Outcome {
    AGREED,
    DISAGREED,
    /** Ignored, or silent: says nothing. */
    CENSORED
  }
}
