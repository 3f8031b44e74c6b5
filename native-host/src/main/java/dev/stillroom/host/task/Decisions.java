package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
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
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Prediction;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What each task's model says of a new subject, and what that is good for at its trust: nothing, an
 * offer, or the act itself. Every answer is journalled before its outcome can be known.
 */
public final class Decisions {

  private final TaskStore tasks;
  private final TaskKinds kinds;
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
      TaskKinds kinds,
      Versions versions,
      Predictions predictions,
      Corrections corrections,
      Pool pool,
      Notices notices,
      Audit audit,
      Clock clock,
      RandomGenerator random) {
    this.tasks = tasks;
    this.kinds = kinds;
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
   * Lets every running task of one kind answer.
   *
   * @param possible whether what a task said can be done to this subject now
   */
  public Decided decide(
      Class<? extends View.Act> kind, Subject subject, BiPredicate<Task, String> possible) {
    List<PredictionRow> atOnce = new ArrayList<>();
    boolean sampled = false;
    for (Task task : tasks.running()) {
      if (kind.isInstance(task.act())) {
        Optional<PredictionRow> row =
            answer(task, subject, output -> possible.test(task, output), true).map(Answer::row);
        row.filter(one -> one.mode() == Mode.APPLIED).ifPresent(atOnce::add);
        sampled |= row.filter(one -> one.mode() == Mode.SAMPLED).isPresent();
      }
    }
    return new Decided(List.copyOf(atOnce), sampled);
  }

  /**
   * What came of a new subject.
   *
   * @param atOnce what is to be applied now
   * @param sampled whether something would be, were it not the one in twenty that is offered
   */
  public record Decided(List<PredictionRow> atOnce, boolean sampled) {

    /** Whether the subject is left to other tasks. */
    public boolean nothing() {
      return atOnce.isEmpty() && !sampled;
    }
  }

  /** A journalled answer, and what the student said. */
  public record Answer(PredictionRow row, Prediction prediction) {}

  /**
   * Lets one task answer, its challenger in the shadow.
   *
   * @param possible whether its act can be done to this subject now
   * @param told whether the person hears of an offer; otherwise it stands where they look anyhow
   * @return empty when it has no model, or one that cannot be read
   */
  public Optional<Answer> answer(Task task, Subject subject, boolean possible, boolean told) {
    return answer(task, subject, output -> possible, told);
  }

  private Optional<Answer> answer(
      Task task, Subject subject, Predicate<String> possible, boolean told) {
    Optional<Answer> answer =
        versions
            .champion(task.id())
            .flatMap(champion -> answer(task, champion, subject, possible, told));
    versions
        .challenger(task.id())
        .filter(challenger -> !predictions.said(challenger.digest(), subject.id()))
        .ifPresent(challenger -> shadow(task, challenger, subject, told));
    return answer;
  }

  /** The same where nothing may be kept: nothing is journalled, and no challenger asked. */
  public Optional<Answer> glance(Task task, Subject subject) {
    return versions.champion(task.id()).flatMap(champion -> glance(task, champion, subject));
  }

  private Optional<Answer> glance(Task task, Version champion, Subject subject) {
    try {
      Prediction prediction = predict(champion, subject.input());
      Optional<String> correction = corrections.of(task.id(), subject);
      String output = correction.orElse(said(task, prediction));
      Mode mode =
          acts(task, output)
              ? mode(task, champion, output, prediction.confidence())
              : Mode.OBSERVED;
      PredictionRow row =
          row(task, champion, subject, output, prediction, mode, false, correction.isPresent());
      return Optional.of(new Answer(row.withoutReasons(), prediction));
    } catch (PackRefused refused) {
      pause(task, champion, refused);
      return Optional.empty();
    }
  }

  private Optional<Answer> answer(
      Task task, Version champion, Subject subject, Predicate<String> possible, boolean told) {
    Prediction prediction;
    try {
      prediction = predict(champion, subject.input());
    } catch (PackRefused refused) {
      pause(task, champion, refused);
      return Optional.empty();
    }
    Optional<String> correction = corrections.of(task.id(), subject);
    String output = correction.orElse(said(task, prediction));
    boolean act = acts(task, output) && possible.test(output);
    Mode mode = act ? mode(task, champion, output, prediction.confidence()) : Mode.OBSERVED;
    boolean pushed = told && mode.asked() && champion.sequence().bound() >= Ladder.PUSHED;
    PredictionRow row =
        row(task, champion, subject, output, prediction, mode, pushed, correction.isPresent());
    row = told ? row : row.withoutReasons(); // They are shown there, and need not be kept.
    Optional<PredictionRow> before = predictions.open(row);
    if (before.isPresent()) {
      return Optional.of(new Answer(before.get(), prediction)); // The page was looked at again.
    }
    predictions.add(row);
    if (told && mode.asked()) {
      notices.tell(NoticeKind.OFFER, !pushed, task.id(), row.id(), null, null);
    }
    return Optional.of(new Answer(row, prediction));
  }

  /** What counts as an answer; null for none. */
  private String said(Task task, Prediction prediction) {
    return prediction.confidence() >= kinds.of(task).least() ? prediction.output() : null;
  }

  private boolean acts(Task task, String output) {
    return output != null && kinds.of(task).acts(task, output);
  }

  private Mode mode(Task task, Version champion, String output, double confidence) {
    if (kinds.of(task).byItself(task, champion.trust(), output, confidence)) {
      return random.nextInt(Ladder.SAMPLE_ONE_IN) == 0 ? Mode.SAMPLED : Mode.APPLIED;
    }
    return switch (champion.trust()) {
      case SUGGEST, AUTO_GRANTED, AUTO_EARNED -> Mode.OFFERED;
      case OBSERVE, SHADOW -> Mode.OBSERVED;
    };
  }

  private void shadow(Task task, Version challenger, Subject subject, boolean told) {
    try {
      Prediction prediction = predict(challenger, subject.input());
      // As it would answer were it the champion: what that keeps to itself counts for neither.
      String output = said(task, prediction);
      PredictionRow row =
          row(task, challenger, subject, output, prediction, Mode.SHADOW, false, false);
      predictions.add(told ? row : row.withoutReasons());
    } catch (PackRefused refused) {
      String why = "It cannot be read: " + refused.getMessage();
      versions.move(challenger, Cause.RETIRED, why, Role.PREVIOUS);
    }
  }

  private PredictionRow row(
      Task task,
      Version version,
      Subject subject,
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
          subject.id(),
          clock.instant(),
          output,
          acts(task, output),
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
    return pool.model(version.digest()) instanceof Extractor extractor
        ? FieldLines.said(extractor.extract(Input.of(input)))
        : pool.student(version.digest()).predict(Input.of(input));
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
