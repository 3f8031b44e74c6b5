package dev.stillroom.host.outcome;

import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.task.GrantedFolders;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.watch.Deed;
import java.nio.file.Path;

/**
 * Joins where a download went to where it was said to go: the same folder agrees, however it came
 * there, another one disagrees. A file that was put away by itself and taken back or put elsewhere
 * ends the grant of that folder at once.
 */
public final class FilingOutcomes {

  private final Predictions predictions;
  private final Settlement settlement;
  private final GrantedFolders granted;
  private final Notices notices;

  public FilingOutcomes(
      Predictions predictions, Settlement settlement, GrantedFolders granted, Notices notices) {
    this.predictions = predictions;
    this.settlement = settlement;
    this.granted = granted;
    this.notices = notices;
  }

  /** The person did something with the download, outside or with Stillroom's own action. */
  void judge(Task task, PredictionRow prediction, Deed deed, @Nullable Subject subject) {
    switch (deed) {
      case Deed.Moved(Path target) -> moved(task, prediction, target, subject);
      case Deed.Renamed _ -> {
        if (prediction.mode() == Mode.APPLIED && prediction.outcome() == null) {
          settle(task, prediction, prediction.output(), false, subject); // It is being used there.
        }
      }
      case Deed.Left _ -> {
        if (prediction.outcome() == null) {
          boolean said = prediction.mode().asked() || prediction.mode() == Mode.APPLIED;
          Outcome outcome =
              said || asked(prediction)
                  ? Outcome.CENSORED
                  : prediction.acts() ? Outcome.DISAGREED : Outcome.AGREED;
          settlement.settle(task, prediction, outcome, subject, null, false);
        }
      }
      case Deed.Deleted _ -> {
        if (prediction.outcome() == null && prediction.mode() != Mode.APPLIED) {
          settle(task, prediction, Task.LEAVE, false, subject);
        }
      }
      case Deed.Converted _ -> {
        // Another file of the same picture does not say where this one belongs.
      }
    }
  }

  private void moved(Task task, PredictionRow prediction, Path target, @Nullable Subject subject) {
    String folder = target.getParent().toString();
    boolean redone = prediction.mode() == Mode.APPLIED && !folder.equals(prediction.output());
    settle(task, prediction, folder, redone, subject);
  }

  /**
   * The person said what is right: every version's prediction for this download is judged by it.
   */
  void truth(
      Task task, PredictionRow asked, String label, boolean takenBack, @Nullable Subject subject) {
    for (PredictionRow prediction : predictions.of(asked.subjectId())) {
      if (prediction.taskId().equals(task.id())) {
        settle(task, prediction, label, takenBack, subject);
      }
    }
  }

  private void settle(
      Task task,
      PredictionRow prediction,
      String label,
      boolean takenBack,
      @Nullable Subject subject) {
    boolean agrees = label.equals(prediction.acts() ? prediction.output() : Task.LEAVE);
    // Saying nothing is no wrong word; but what could not be said is to be learned.
    Outcome outcome = agrees ? Outcome.AGREED : Outcome.DISAGREED;
    settlement.settle(task, prediction, outcome, subject, label, takenBack);
    if (!agrees && prediction.acts() && prediction.mode() != Mode.SHADOW) {
      withdraw(task, prediction.output());
    }
  }

  private void withdraw(Task task, String folder) {
    String why =
        "It was wrong once, so it asks first again before it puts files into " + folder + ".";
    if (granted.withdraw(task.id(), folder, why)) {
      notices.tell(NoticeKind.TRUST_FELL, false, task.id(), null, null, why);
    }
  }

  /** Whether the person was asked about this download, or it was put away, by the champion. */
  private boolean asked(PredictionRow prediction) {
    return predictions.of(prediction.subjectId()).stream()
        .filter(other -> other.taskId().equals(prediction.taskId()))
        .anyMatch(other -> other.mode().asked() || other.mode() == Mode.APPLIED);
  }
}
