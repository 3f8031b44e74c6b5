package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.runtime.form.Secrets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is kept of questions and their answers, where it may be. Where a small model and a teacher
 * both answered, the teacher's word is the small model's outcome.
 */
final class AskOutcomes {

  private final Settings settings;
  private final AskStore store;
  private final TaskStore tasks;
  private final Settlement settlement;
  private final AskTrial trial;
  private final Clock clock;
  private final Runnable changed;

  AskOutcomes(
      Settings settings,
      AskStore store,
      TaskStore tasks,
      Settlement settlement,
      AskTrial trial,
      Clock clock,
      Runnable changed) {
    this.settings = settings;
    this.store = store;
    this.tasks = tasks;
    this.settlement = settlement;
    this.trial = trial;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Whether something may be kept: nothing while recording is paused, here or everywhere, nothing
   * with a password, a key, a code or the number of a card in it, whoever answered.
   */
  boolean mayKeep(PendingAsk one, String answer) {
    return one.kept
        && !settings.recordingPaused()
        && !settings.sitePaused(one.site)
        && Stream.of(one.prompt, one.text, one.prompt + "\n" + one.text, answer)
            .noneMatch(text -> Secrets.in(text) || Secrets.cardIn(text));
  }

  /** The small model's answer stands: nobody said whether it is right. */
  void keep(PendingAsk one, String answer) {
    if (!mayKeep(one, answer)) {
      return;
    }
    AskStore.Question question = store.get(one.questionId);
    store.add(
        new AskStore.Ask(
            one.id,
            question.id(),
            clock.instant(),
            one.site,
            one.prompt,
            one.input(question),
            TextNode.valueOf(answer),
            AskStore.Source.MODEL,
            0,
            0,
            null));
    settlement.settle(
        tasks.get(question.id()), one.row, Outcome.CENSORED, one.subject(question), null, false);
    changed.run();
  }

  /** A teacher's answer, or the browser's own model's. */
  Reply recorded(PendingAsk one, JsonNode told) {
    String answer = told.path("answer").asText();
    boolean partial = told.path("partial").asBoolean();
    boolean compared = !partial && one.row != null && one.row.output() != null;
    Boolean agreed = compared ? agree(one, one.row.output(), answer) : null;
    if (!partial && one.questionId != null && mayKeep(one, answer)) {
      keep(one, store.get(one.questionId), told, agreed);
    }
    changed.run();
    return new Reply.Asked(
        false,
        answer,
        told.path("seconds").asDouble(),
        told.path("cost").asDouble(),
        told.path("tokens").asLong(),
        told.path("bytesSent").asLong(),
        told.path("known").asBoolean(),
        agreed,
        partial);
  }

  private boolean agree(PendingAsk one, String small, String teacher) {
    boolean fields =
        one.questionId != null
            && AskKind.student(store, store.get(one.questionId)).equals(Spec.EXTRACT);
    return fields
        ? Fields.agree(small, teacher)
        : Spelling.key(small).equals(Spelling.key(teacher));
  }

  private void keep(PendingAsk one, AskStore.Question question, JsonNode told, Boolean agreed) {
    String answer = told.path("answer").asText();
    boolean counts = agreed != null && settled(one, question, answer, agreed);
    store.add(
        new AskStore.Ask(
            one.id,
            one.questionId,
            clock.instant(),
            one.site,
            one.prompt,
            one.input(question),
            TextNode.valueOf(answer),
            AskStore.Source.TEACHER,
            told.path("known").asBoolean() ? 0 : told.path("seconds").asDouble(),
            told.path("cost").asDouble(),
            counts ? agreed : null));
    trial.consider(question);
  }

  /**
   * The teacher's word is the outcome of what the small model said, unless that may have learned
   * from this input, or has had its outcome for it: then it is no evidence.
   *
   * @return whether it counts
   */
  private boolean settled(
      PendingAsk one, AskStore.Question question, String answer, boolean agreed) {
    Optional<Task> task = tasks.find(question.id());
    if (task.isEmpty()) {
      return false;
    }
    String label = agreed ? one.row.output() : spelled(question, answer);
    boolean known = store.knows(question.id(), one.input(question));
    Outcome outcome = agreed ? Outcome.AGREED : Outcome.DISAGREED;
    settlement.settle(
        task.get(),
        one.row,
        known ? Outcome.CENSORED : outcome,
        one.subject(question),
        label,
        false);
    if (known && !agreed) {
      tasks.retrain(question.id(), true);
    }
    return !known;
  }

  /** An answer as it was spelled when it was given first. */
  private String spelled(AskStore.Question question, String answer) {
    return store.answered(question.id()).stream()
        .map(ask -> ask.output().asText())
        .filter(known -> Spelling.key(known).equals(Spelling.key(answer)))
        .findFirst()
        .orElse(answer);
  }
}
