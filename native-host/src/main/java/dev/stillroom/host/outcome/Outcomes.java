package dev.stillroom.host.outcome;

import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.FollowUp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Joins what the person did to what was predicted, and moves trust by it. Of the times a version
 * said "do it", how often did the person do it: that is the evidence. What the person did is also
 * the next example, and where the model was wrong a correction that sticks.
 */
public final class Outcomes {

  /** How long the person's silence leaves a case open. */
  public static final Duration WINDOW = Downloads.WINDOW;

  private final TaskStore tasks;
  private final Predictions predictions;
  private final Downloads downloads;
  private final Settlement settlement;
  private final FilingOutcomes filings;
  private final Clock clock;

  public Outcomes(
      TaskStore tasks,
      Predictions predictions,
      Downloads downloads,
      Settlement settlement,
      FilingOutcomes filings,
      Clock clock) {
    this.tasks = tasks;
    this.predictions = predictions;
    this.downloads = downloads;
    this.settlement = settlement;
    this.filings = filings;
    this.clock = clock;
  }

  /** Something was done with a download, in Stillroom or outside. */
  public void followedUp(FollowUp followUp) {
    if (followUp.actor() == FollowUp.Actor.MODEL) {
      return; // A model's own act says nothing; what the person does with it will.
    }
    for (PredictionRow prediction : predictions.of(followUp.downloadId())) {
      Optional<Task> task = tasks.find(prediction.taskId());
      if (task.isPresent() && task.get().act() instanceof View.Filing) {
        filings.judge(task.get(), prediction, followUp.deed(), subject(prediction));
      } else if (task.isPresent()) {
        judge(task.get(), prediction, followUp.deed());
      }
    }
  }

  private void judge(Task task, PredictionRow prediction, Deed deed) {
    boolean saidDo = prediction.acts();
    boolean did = task.deed().equals(deed.symbol());
    switch (deed) {
      case Deed.Converted converted -> {
        if (!did && decided(prediction)) {
          // One more conversion of the same picture does not change what was right.
        } else if (prediction.mode() == Mode.APPLIED) {
          // It was converted already; converting by hand again is doing it over.
          settle(task, prediction, Outcome.DISAGREED, null, true);
        } else if (did && wasApplied(prediction)) {
          // What was done over was no better for a challenger that said the same.
          if (saidDo) {
            settle(task, prediction, Outcome.DISAGREED, null, false);
          }
        } else {
          Outcome outcome = saidDo == did ? Outcome.AGREED : Outcome.DISAGREED;
          settle(task, prediction, outcome, did ? task.deed() : Task.LEAVE, false);
        }
      }
      case Deed.Left left -> {
        if (prediction.outcome() == null) {
          // An offer that was ignored, and silence after an act, say nothing.
          boolean silent = prediction.mode().asked() || prediction.mode() == Mode.APPLIED;
          boolean asked = silent || wasAsked(prediction);
          settle(
              task,
              prediction,
              asked ? Outcome.CENSORED : saidDo ? Outcome.DISAGREED : Outcome.AGREED,
              null,
              false);
        }
      }
      case Deed.Deleted deleted -> {
        if (prediction.outcome() == null && prediction.mode() != Mode.APPLIED) {
          settle(task, prediction, saidDo ? Outcome.DISAGREED : Outcome.AGREED, null, false);
        }
      }
      case Deed.Moved moved -> {
        // Filing it does not say whether it should be converted.
      }
      case Deed.Renamed renamed -> {
        // Neither does a name.
      }
    }
  }

  /** The window of a download that was only moved or renamed closed: it was left alone. */
  public void windowClosed(PredictionRow prediction) {
    Deed left = new Deed.Left();
    tasks
        .find(prediction.taskId())
        .ifPresent(
            task -> {
              if (task.act() instanceof View.Filing) {
                filings.judge(task, prediction, left, subject(prediction));
              } else {
                judge(task, prediction, left);
              }
            });
  }

  private static boolean decided(PredictionRow prediction) {
    return prediction.outcome() == Outcome.AGREED || prediction.outcome() == Outcome.DISAGREED;
  }

  /** Whether the task's act was done by itself to the same download. */
  private boolean wasApplied(PredictionRow prediction) {
    return predictions.of(prediction.subjectId()).stream()
        .filter(other -> other.taskId().equals(prediction.taskId()))
        .anyMatch(other -> other.mode() == Mode.APPLIED);
  }

  /**
   * What was taken for a deed was none, or the person took their own act back. What rested on it is
   * open again; the caller tells anew of the deeds that remain.
   */
  public void takenBack(FollowUp followUp) {
    if (followUp.actor() == FollowUp.Actor.MODEL) {
      return; // Its undoing is told by itself.
    }
    for (PredictionRow prediction : predictions.of(followUp.downloadId())) {
      boolean files =
          tasks.find(prediction.taskId()).filter(t -> t.act() instanceof View.Filing).isPresent();
      boolean same =
          files ? followUp.deed() instanceof Deed.Moved : followUp.deed() instanceof Deed.Converted;
      boolean rests =
          switch (prediction.mode()) {
            case OBSERVED, SHADOW -> true;
            case OFFERED, SAMPLED -> same && !predictions.acted(prediction.id());
            case APPLIED -> false;
          };
      if (rests && prediction.outcome() != null) {
        reopen(prediction);
      }
    }
  }

  private void reopen(PredictionRow prediction) {
    settlement.reopen(prediction, subject(prediction));
  }

  private @Nullable Subject subject(PredictionRow prediction) {
    return downloads.find(prediction.subjectId()).map(Subject::of).orElse(null);
  }

  /** Whether the person was asked about this download by the version that was champion then. */
  private boolean wasAsked(PredictionRow prediction) {
    return predictions.of(prediction.subjectId()).stream()
        .filter(other -> other.taskId().equals(prediction.taskId()))
        .anyMatch(other -> other.mode().asked() || other.mode() == Mode.APPLIED);
  }

  /** The person took an offer, and it was done. */
  public void taken(PredictionRow offer) {
    truth(offer, offer.output(), false);
  }

  /** The person said "leave it" to an offer. */
  public void left(PredictionRow offer) {
    truth(offer, Task.LEAVE, false);
  }

  /**
   * The person took an act back. What was agreed is disagreed from now on; a grant falls with one
   * undo; the same picture is left alone from now on.
   */
  public void undone(String predictionId) {
    predictions.find(predictionId).ifPresent(prediction -> truth(prediction, Task.LEAVE, true));
  }

  /** What was applied by itself was moved or used: the person kept it. */
  public void kept(PredictionRow applied) {
    truth(applied, applied.output(), false);
  }

  /** What was applied by itself got no word from the person until its window closed. */
  public void silent(PredictionRow applied) {
    predictions.outcome(applied.id(), Outcome.CENSORED, clock.instant());
  }

  /**
   * The person said what is right for this download: every version's prediction is judged by it.
   */
  private void truth(PredictionRow asked, String label, boolean takenBack) {
    Optional<Task> task = tasks.find(asked.taskId());
    if (task.isEmpty()) {
      return;
    }
    if (task.get().act() instanceof View.Filing) {
      filings.truth(task.get(), asked, label, takenBack, subject(asked));
      return;
    }
    for (PredictionRow prediction : predictions.of(asked.subjectId())) {
      if (prediction.taskId().equals(asked.taskId())) {
        boolean saidDo = prediction.acts();
        boolean agrees = saidDo == task.get().deed().equals(label);
        Outcome outcome = agrees ? Outcome.AGREED : Outcome.DISAGREED;
        settle(task.get(), prediction, outcome, label, takenBack);
      }
    }
  }

  private void settle(
      Task task, PredictionRow prediction, Outcome outcome, String label, boolean takenBack) {
    settlement.settle(task, prediction, outcome, subject(prediction), label, takenBack);
  }
}
