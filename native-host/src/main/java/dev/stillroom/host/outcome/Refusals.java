package dev.stillroom.host.outcome;

import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Versions;
import java.util.Optional;

/**
 * Whether what was decided may still be done: between a decision and its act the person may have
 * stopped everything, paused or deleted the task, or taken its trust away.
 */
public final class Refusals {

  private final Settings settings;
  private final TaskStore tasks;
  private final Versions versions;
  private final Predictions predictions;

  public Refusals(Settings settings, TaskStore tasks, Versions versions, Predictions predictions) {
    this.settings = settings;
    this.tasks = tasks;
    this.versions = versions;
    this.predictions = predictions;
  }

  /** Why nothing may be done because of this prediction now, if so. */
  Optional<String> offer(PredictionRow prediction) {
    Optional<Task> task = tasks.find(prediction.taskId());
    if (settings.stopped()) {
      return Optional.of("you stopped everything: let Stillroom go on first");
    }
    if (task.isEmpty() || predictions.find(prediction.id()).isEmpty()) {
      return Optional.of("what asked for this was deleted: nothing was done");
    }
    return task.get().paused()
        ? Optional.of("'" + task.get().id() + "' is paused: resume it first")
        : Optional.empty();
  }

  /** Why it may not be applied without asking now, if so. */
  Optional<String> byItself(PredictionRow prediction) {
    return offer(prediction).or(() -> trustLost(prediction));
  }

  private Optional<String> trustLost(PredictionRow prediction) {
    boolean trusted =
        versions
            .champion(prediction.taskId())
            .filter(champion -> champion.digest().equals(prediction.modelDigest()))
            .filter(champion -> Ladder.actsByItself(champion.trust()))
            .isPresent();
    return trusted
        ? Optional.empty()
        : Optional.of("this version does not run by itself any more: nothing was done");
  }
}
