package dev.stillroom.host.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** What jobs' models said, and how that turned out. Used on the engine's thread. */
public final class JobEvidence {

  private final TaskStore tasks;
  private final Predictions predictions;
  private final Corrections corrections;
  private final Settlement settlement;
  private final Clock clock;

  public JobEvidence(
      TaskStore tasks,
      Predictions predictions,
      Corrections corrections,
      Settlement settlement,
      Clock clock) {
    this.tasks = tasks;
    this.predictions = predictions;
    this.corrections = corrections;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** What was said to be right for an input instead of another answer, JSON. */
  Optional<String> correction(String jobId, Subject subject) {
    return corrections.of(jobId, subject);
  }

  /** Writes down what a version said before it is known whether that is right. */
  void said(
      Task task,
      Version version,
      Subject subject,
      @Nullable String output,
      double confidence,
      Mode mode,
      boolean corrected) {
    PredictionRow row =
        new PredictionRow(
            UUID.randomUUID().toString(),
            task.id(),
            version.digest(),
            subject.id(),
            clock.instant(),
            output,
            output != null,
            confidence,
            mode,
            false,
            corrected,
            "[]",
            null);
    boolean known =
        predictions.of(subject.id()).stream()
            .anyMatch(old -> old.modelDigest().equals(version.digest()) && old.outcome() == null);
    if (!known) {
      predictions.add(row);
    }
  }

  /** Whether a version has said something of an input already. */
  boolean hasSaid(Version version, Subject subject) {
    return predictions.of(subject.id()).stream()
        .anyMatch(old -> old.modelDigest().equals(version.digest()));
  }

  /**
   * What is right for an input is known now.
   *
   * @param corrects whether another answer was taken back for it
   * @param enough whether there is enough to learn from
   */
  void settle(Task task, Subject subject, JsonNode right, boolean corrects, boolean enough) {
    String text = text(right);
    boolean wrong = corrects;
    for (PredictionRow row : predictions.of(subject.id())) {
      if (!row.taskId().equals(task.id()) || row.outcome() != null) {
        continue;
      }
      boolean agrees = right.isNull() ? row.output() == null : text.equals(row.output());
      Outcome outcome =
          !row.acts() ? Outcome.CENSORED : agrees ? Outcome.AGREED : Outcome.DISAGREED;
      wrong |= outcome == Outcome.DISAGREED && row.mode() != Mode.SHADOW;
      settlement.settle(tasks.get(task.id()), row, outcome, null, null, false);
    }
    if (wrong || corrections.of(task.id(), subject).isPresent()) {
      // As JSON: that it is none of the labels can be a correction, too.
      corrections.correct(task.id(), subject, right.toString());
    }
    if (wrong && enough) {
      tasks.retrain(task.id(), true);
    }
  }

  /** An output as it is compared: a label or text as it is, fields as JSON. */
  static String text(JsonNode output) {
    return output.isTextual() ? output.textValue() : output.toString();
  }
}
