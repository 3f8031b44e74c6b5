package dev.stillroom.host.outcome;

import dev.stillroom.host.journal.Choice;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Joins what was chosen to what was suggested: the same label agrees, whether taken with the key or
 * chosen by hand, another one disagrees and is a correction; what was never chosen says nothing.
 */
public final class ChoiceOutcomes {

  private final Journal journal;
  private final TaskStore tasks;
  private final Predictions predictions;
  private final Settlement settlement;
  private final Clock clock;

  public ChoiceOutcomes(
      Journal journal,
      TaskStore tasks,
      Predictions predictions,
      Settlement settlement,
      Clock clock) {
    this.journal = journal;
    this.tasks = tasks;
    this.predictions = predictions;
    this.settlement = settlement;
    this.clock = clock;
  }

  /**
   * A label was chosen. What the models say of the same thing, whenever they said it, is judged by
   * it; a thing that changed its text since is found by the suggestion that was taken.
   *
   * @param predictionId the suggestion that was taken, or null
   */
  public void chosen(Choice choice, @Nullable String predictionId) {
    Subject subject = new Subject(choice.id(), choice.input(), choice.id());
    for (PredictionRow prediction : predictions.of(subjectOf(choice, predictionId))) {
      tasks
          .find(prediction.taskId())
          .filter(task -> task.deed().equals("choose:" + choice.placeId()))
          .ifPresent(task -> judge(task, prediction, subject, choice.label()));
    }
  }

  private String subjectOf(Choice choice, @Nullable String predictionId) {
    return predictionId == null
        ? choice.id()
        : predictions.find(predictionId).map(PredictionRow::subjectId).orElse(choice.id());
  }

  private void judge(Task task, PredictionRow prediction, Subject subject, String label) {
    if (!prediction.acts()) {
      settlement.settle(task, prediction, Outcome.CENSORED, subject, null, false);
      return;
    }
    boolean agrees = label.equals(prediction.output());
    settlement.settle(
        task, prediction, agrees ? Outcome.AGREED : Outcome.DISAGREED, subject, label, false);
  }

  /** What was suggested before {@code before} and never chosen for: it was ignored. */
  public void ignored(Instant before) {
    List<String> open =
        journal.query(
            "SELECT p.id FROM prediction p JOIN task t ON t.id = p.task_id WHERE p.outcome IS NULL"
                + " AND t.deed LIKE 'choose:%' AND p.time < ?",
            row -> row.text(1), before.toEpochMilli());
    open.forEach(id -> predictions.outcome(id, Outcome.CENSORED, clock.instant()));
  }
}
