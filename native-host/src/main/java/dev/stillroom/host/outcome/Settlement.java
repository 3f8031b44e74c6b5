package dev.stillroom.host.outcome;

import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Version.Role;
import dev.stillroom.host.trust.Versions;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * What follows from a prediction's outcome, whatever kind of task made it: the evidence is counted
 * anew, trust moves by it, and where the model was wrong a correction sticks.
 */
public final class Settlement {

  private final TaskStore tasks;
  private final TaskKinds kinds;
  private final Predictions predictions;
  private final Corrections corrections;
  private final Versions versions;
  private final Succession succession;
  private final Notices notices;
  private final Clock clock;

  public Settlement(
      TaskStore tasks,
      TaskKinds kinds,
      Predictions predictions,
      Corrections corrections,
      Versions versions,
      Succession succession,
      Notices notices,
      Clock clock) {
    this.tasks = tasks;
    this.kinds = kinds;
    this.predictions = predictions;
    this.corrections = corrections;
    this.versions = versions;
    this.succession = succession;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Settles a prediction.
   *
   * @param subject what it is about; null when that is gone
   * @param label what is right for it, where the person said so; null otherwise
   * @param takenBack whether something done was taken back or done over, which ends a grant
   */
  public void settle(
      Task task,
      PredictionRow prediction,
      Outcome outcome,
      @Nullable Subject subject,
      @Nullable String label,
      boolean takenBack) {
    boolean wrong = outcome == Outcome.DISAGREED;
    if (label != null && prediction.mode() != Mode.SHADOW) {
      correct(task, subject, label, wrong);
    }
    if (prediction.outcome() == outcome) {
      return;
    }
    predictions.outcome(prediction.id(), outcome, clock.instant());
    Optional<Version> version = versions.find(task.id(), prediction.modelDigest());
    if (version.isPresent() && outcome != Outcome.CENSORED) {
      Version counted = versions.recount(version.get());
      boolean saidDo = prediction.acts();
      if (counted.role() == Role.CHAMPION && saidDo && !prediction.corrected()) {
        climb(task, counted, wrong, takenBack);
      }
      succession.consider(tasks.get(task.id()));
    }
  }

  /** Takes an outcome back, and the correction that came with it. */
  public void reopen(PredictionRow prediction, @Nullable Subject subject) {
    predictions.reopen(prediction.id());
    boolean corrects =
        prediction.outcome() == Outcome.DISAGREED && prediction.mode() != Mode.SHADOW;
    if (corrects && subject != null) {
      if (prediction.corrected()) {
        // An earlier correction was overruled by what is taken back now: it holds again.
        corrections.correct(prediction.taskId(), subject, prediction.output());
      } else {
        corrections.remove(prediction.taskId(), subject);
      }
    }
    versions.find(prediction.taskId(), prediction.modelDigest()).ifPresent(versions::recount);
  }

  private void correct(Task task, @Nullable Subject subject, String label, boolean wrong) {
    if (subject == null) {
      return;
    }
    if (wrong || corrections.of(task.id(), subject).isPresent()) {
      corrections.correct(task.id(), subject, label);
    }
    if (wrong) {
      tasks.retrain(task.id(), true);
    }
  }

  private void climb(Task task, Version champion, boolean wrong, boolean takenBack) {
    if (wrong && takenBack && Ladder.next(champion.trust(), Cause.UNDONE).isPresent()) {
      tasks.granted(task.id(), null);
      fall(task, champion, Cause.UNDONE, "You took one back, so it asks first again.");
    } else if (wrong
        && Ladder.detector(champion.trust()).alarmed(champion.drift())
        && Ladder.next(champion.trust(), Cause.DRIFTED).isPresent()) {
      tasks.granted(task.id(), null);
      fall(task, champion, Cause.DRIFTED, drifted(champion));
      versions.forgetEvidence(champion);
    } else if (!wrong
        && champion.sequence().bound() >= Ladder.PUSHED
        && Ladder.next(champion.trust(), Cause.VERIFIED).isPresent()) {
      String why = verified(champion);
      versions.move(champion, Cause.VERIFIED, why);
      notices.tell(NoticeKind.TRUST_ROSE, true, task.id(), null, null, why);
    } else if (!wrong
        && kinds.of(task).mayRunByItself()
        && Ladder.next(champion.trust(), Cause.EARNED).isPresent()) {
      Sequence earning = versions.earning(champion, kinds.of(task).sure());
      if (earning.bound() >= Ladder.EARNED) {
        String why = earned(earning, kinds.of(task).sure() > 0);
        versions.move(champion, Cause.EARNED, why);
        notices.tell(NoticeKind.TRUST_ROSE, false, task.id(), null, null, why);
      }
    }
  }

  private void fall(Task task, Version champion, Cause cause, String why) {
    versions.move(champion, cause, why);
    tasks.retrain(task.id(), true);
    notices.tell(NoticeKind.TRUST_FELL, false, task.id(), null, null, why);
  }

  private static String earned(Sequence earning, boolean whereSure) {
    return String.format(
        Locale.ROOT,
        "Right %d of %d times%s, at least %.1f %%: it has earned to run by itself.",
        earning.agreements(),
        earning.n(),
        whereSure ? " that it was sure" : "",
        100 * earning.bound());
  }

  private static String verified(Version champion) {
    return String.format(
        Locale.ROOT,
        "Right on %d of %d of your own examples, at least %.1f %%: it answers from now on.",
        champion.sequence().agreements(),
        champion.sequence().n(),
        100 * champion.sequence().bound());
  }

  private static String drifted(Version champion) {
    return String.format(
        Locale.ROOT,
        "You disagreed more than before (right %d of %d times), so it steps back.",
        champion.sequence().agreements(),
        champion.sequence().n());
  }
}
