package dev.stillroom.host.outcome;

import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import java.util.Optional;

/**
 * Whether what was decided may still be done: between a decision and its act the person may have
 * stopped everything, paused or deleted the task, or taken its trust away.
 */
public final class Refusals {

  private static final String STOPPED = "you stopped everything: let Stillroom go on first";

  private final Settings settings;
  private final TaskStore tasks;
  private final Versions versions;
  private final Predictions predictions;
  private final TaskKinds kinds;

  public Refusals(
      Settings settings,
      TaskStore tasks,
      TaskKinds kinds,
      Versions versions,
      Predictions predictions) {
    this.kinds = kinds;
    this.settings = settings;
    this.tasks = tasks;
    this.versions = versions;
    this.predictions = predictions;
  }

  /** Why nothing may be done because of this prediction now, if so. */
  Optional<String> offer(PredictionRow prediction) {
    Optional<Task> task = tasks.find(prediction.taskId());
    if (settings.stopped()) {
      return Optional.of(STOPPED);
    }
    if (task.isEmpty() || predictions.find(prediction.id()).isEmpty()) {
      return Optional.of("what asked for this was deleted: nothing was done");
    }
    return task.get().paused()
        ? Optional.of("'" + task.get().id() + "' is paused: resume it first")
        : Optional.empty();
  }

  /**
   * What is said of a whole folder, and done with it.
   *
   * @throws RequestFailure while everything is stopped
   */
  public static void requireGoing(Settings settings) {
    if (settings.stopped()) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, STOPPED);
    }
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
            .filter(champion -> byItself(prediction, champion))
            .isPresent();
    return trusted
        ? Optional.empty()
        : Optional.of("this version does not run by itself any more: nothing was done");
  }

  private boolean byItself(PredictionRow prediction, Version champion) {
    Task task = tasks.get(prediction.taskId());
    return kinds
        .of(task)
        .byItself(task, champion.trust(), prediction.output(), prediction.confidence());
  }
}
