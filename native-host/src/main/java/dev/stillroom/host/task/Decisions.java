package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Version.Role;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Prediction;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What each task's model says of a new download, and what that is good for at its trust: nothing,
 * an offer, or the act itself. Every answer is journalled before its outcome can be known.
 */
public final class Decisions {

  private final TaskStore tasks;
  private final Versions versions;
  private final Predictions predictions;
  private final Corrections corrections;
  private final Pool pool;
  private final Notices notices;
  private final Audit audit;
  private final Clock clock;
  private final RandomGenerator random;

  public Decisions(
      TaskStore tasks,
      Versions versions,
      Predictions predictions,
      Corrections corrections,
      Pool pool,
      Notices notices,
      Audit audit,
      Clock clock,
      RandomGenerator random) {
    this.tasks = tasks;
    this.versions = versions;
    this.predictions = predictions;
    this.corrections = corrections;
    this.pool = pool;
    this.notices = notices;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Lets every running task answer.
   *
   * @param possible whether a task's act can be done to this file now
   * @return what is to be applied at once
   */
  public List<PredictionRow> decide(Download download, Possible possible) {
    List<PredictionRow> apply = new ArrayList<>();
    for (Task task : tasks.running()) {
      Optional<Version> champion = versions.champion(task.id());
      if (champion.isPresent()) {
        PredictionRow decided = decide(task, champion.get(), download, possible);
        if (decided != null && decided.mode() == Mode.APPLIED) {
          apply.add(decided);
        }
      }
      versions.challenger(task.id()).ifPresent(challenger -> shadow(task, challenger, download));
    }
    return apply;
  }

  /** Whether an act can be done to a file: it is there, allowed, and of a kind that it fits. */
  @FunctionalInterface
  public interface Possible {
    boolean test(Task task, Download download);
  }

  private PredictionRow decide(Task task, Version champion, Download download, Possible possible) {
    Prediction prediction;
    try {
      prediction = predict(champion, download.input());
    } catch (PackRefused refused) {
      pause(task, champion, refused);
      return null;
    }
    Optional<String> correction = corrections.of(task.id(), download.input());
    String output = correction.orElse(prediction.output());
    boolean act = task.deed().equals(output) && possible.test(task, download);
    Mode mode = act ? mode(champion.trust()) : Mode.OBSERVED;
    boolean pushed = mode.asked() && champion.sequence().bound() >= Ladder.PUSHED;
    PredictionRow row =
        row(task, champion, download, output, prediction, mode, pushed, correction.isPresent());
    predictions.add(row);
    if (mode.asked()) {
      notices.tell(NoticeKind.OFFER, !pushed, task.id(), row.id(), null, null);
    }
    return row;
  }

  private Mode mode(Trust trust) {
    return switch (trust) {
      case SUGGEST -> Mode.OFFERED;
      case AUTO_GRANTED, AUTO_EARNED ->
          random.nextInt(Ladder.SAMPLE_ONE_IN) == 0 ? Mode.SAMPLED : Mode.APPLIED;
      case OBSERVE, SHADOW -> Mode.OBSERVED;
    };
  }

  private void shadow(Task task, Version challenger, Download download) {
    try {
      Prediction prediction = predict(challenger, download.input());
      predictions.add(
          row(
              task,
              challenger,
              download,
              prediction.output(),
              prediction,
              Mode.SHADOW,
              false,
              false));
    } catch (PackRefused refused) {
      String why = "It cannot be read: " + refused.getMessage();
      versions.move(challenger, Cause.RETIRED, why, Role.PREVIOUS);
    }
  }

  private PredictionRow row(
      Task task,
      Version version,
      Download download,
      String output,
      Prediction prediction,
      Mode mode,
      boolean pushed,
      boolean corrected) {
    try {
      return new PredictionRow(
          UUID.randomUUID().toString(),
          task.id(),
          version.digest(),
          download.id(),
          clock.instant(),
          output,
          prediction.confidence(),
          mode,
          pushed,
          corrected,
          ProtocolJson.MAPPER.writeValueAsString(prediction.reasons()),
          null);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Prediction predict(Version version, JsonNode input) throws PackRefused {
    return pool.student(version.digest()).predict(Input.of(input));
  }

  /** Nothing is applied by a model that cannot be checked; the person is told and can go back. */
  private void pause(Task task, Version champion, PackRefused refused) {
    tasks.paused(task.id(), true);
    String why =
        "Paused: version " + champion.number() + " cannot be read: " + refused.getMessage();
    audit.record(task.id(), "refused", why);
    notices.tell(NoticeKind.APPLY_FAILED, false, task.id(), null, null, why);
  }

  /**
   * One prediction of a task's champion, for trying it out; nothing is journalled.
   *
   * @throws RequestFailure when there is no model or it is refused
   */
  public Prediction attempt(String taskId, JsonNode input) {
    Version champion =
        versions
            .champion(taskId)
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_POSSIBLE_NOW, "'" + taskId + "' has no model yet"));
    try {
      return predict(champion, input);
    } catch (PackRefused refused) {
      throw new RequestFailure(ErrorCode.PACK_REFUSED, refused.getMessage());
    }
  }
}
