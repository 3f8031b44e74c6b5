package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Delayer;
import dev.stillroom.host.worker.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * "Ask": a question about a text. Its own small model answers first, once the person wanted that;
 * otherwise they see what would be sent to a teacher, and nothing else is ever sent. Where both
 * answered, the teacher's word is the small model's outcome.
 */
public final class Asks {

  private static final int LONGEST_PROMPT = 2_000;

  private static final int LONGEST_ANSWER = 8_000;
  private static final int MOST_PENDING = 20;

  private static final int MOST_SHOWN = 100;

  /** What was prepared and not sent is forgotten then. */
  private static final Duration KEPT = Duration.ofMinutes(30);

  /** A request to the engine is answered within a minute; an answer may take longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Settings settings;
  private final AskStore store;
  private final TaskStore tasks;
  private final Versions versions;
  private final Decisions decisions;
  private final Teaching teaching;
  private final AskTrial trial;
  private final AskWorker worker;
  private final AskOutcomes outcomes;
  private final Clock clock;
  private final RandomGenerator random;
  private final Delayer later;
  private final Runnable changed;
  private final Map<String, PendingAsk> pending = new LinkedHashMap<>();

  /**
   * @param later runs work on the engine's thread after a while
   * @param pushes told what is heard of an answer while it comes
   * @param changed told when something that is shown has changed
   */
  public Asks(
      Home home,
      Journal journal,
      Settings settings,
      TaskStore tasks,
      Tasks life,
      Versions versions,
      Decisions decisions,
      Settlement settlement,
      Teaching teaching,
      Workers workers,
      Clock clock,
      RandomGenerator random,
      Delayer later,
      Executor engineThread,
      Consumer<Push> pushes,
      Runnable changed) {
    this.settings = settings;
    this.store = new AskStore(journal, clock);
    this.tasks = tasks;
    this.versions = versions;
    this.decisions = decisions;
    this.teaching = teaching;
    this.trial = new AskTrial(home, store, tasks, life, workers, engineThread, changed);
    this.outcomes = new AskOutcomes(settings, store, tasks, settlement, trial, clock, changed);
    this.worker = new AskWorker(workers, teaching, engineThread, pushes);
    this.clock = clock;
    this.random = random;
    this.later = later;
    this.changed = changed;
  }

  /** A process that asks takes a moment to start: it may be wanted soon. */
  public void expected() {
    worker.expected();
  }

  /** Whether something is under way that must not be cut short. */
  public boolean busy() {
    return trial.busy()
        || pending.values().stream().anyMatch(one -> one.done != null && !one.done.isDone());
  }

  /** Answers by the small model, or says what would be sent. */
  public CompletableFuture<Reply> prepare(Request.PrepareAsk request) {
    String prompt = request.prompt().strip();
    if (prompt.isEmpty() || prompt.length() > LONGEST_PROMPT) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "a question has 1 to " + LONGEST_PROMPT + " characters: " + prompt.length());
    }
    forgetOld();
    Optional<AskStore.Question> question =
        request.questionId() == null
            ? store.match(prompt)
            : Optional.of(store.get(request.questionId()));
    String host = Sites.host(request.url());
    PendingAsk one =
        new PendingAsk(
            AskWorker.JOB + "-" + HexFormat.of().toHexDigits(random.nextLong()),
            clock.instant(),
            request,
            question.filter(AskStore.Question::byHand).map(Spec::prompt).orElse(prompt),
            host == null ? "" : host,
            question.orElse(null));
    one.kept = outcomes.mayKeep(one, "");
    Optional<Decisions.Answer> said = question.flatMap(q -> bySmallModel(q, one));
    one.row = said.map(Decisions.Answer::row).orElse(null);
    boolean stands = one.row != null && one.row.output() != null && one.row.mode() == Mode.OFFERED;
    boolean check = stands && (request.insist() || one.kept && isChecked(question.orElseThrow()));
    if (stands && !check) {
      outcomes.keep(one, one.row.output());
      return CompletableFuture.completedFuture(reply(one, said.get(), false, null));
    }
    Decisions.Answer shown = stands ? said.get() : null;
    if (request.teacher() == null) {
      if (stands && !request.insist()) {
        outcomes.keep(one, one.row.output());
      } else {
        pending.put(one.id, one);
      }
      return CompletableFuture.completedFuture(reply(one, shown, false, null));
    }
    pending.put(one.id, one);
    return preview(one, question.orElse(null), shown, check);
  }

  private Optional<Decisions.Answer> bySmallModel(AskStore.Question question, PendingAsk one) {
    Optional<Task> task =
        tasks.find(question.id()).filter(t -> t.phase() == TaskPhase.READY && !t.paused());
    if (task.isEmpty() || settings.stopped()) {
      return Optional.empty();
    }
    Subject subject = one.subject(question);
    return one.kept
        ? decisions.answer(task.get(), subject, true, false)
        : decisions.glance(task.get(), subject);
  }

  private boolean isChecked(AskStore.Question question) {
    return question.checkOneIn() > 0 && random.nextInt(question.checkOneIn()) == 0;
  }

  private Reply reply(
      PendingAsk one, Decisions.Answer said, boolean check, TeachView.WouldSend send) {
    return new Reply.AskPrepared(
        one.id,
        one.prompt,
        one.questionId,
        said == null ? null : said.row().output(),
        said == null ? 0 : said.prediction().confidence(),
        said == null ? null : agreement(one.questionId),
        check,
        send);
  }

  private View.Agreement agreement(String taskId) {
    return versions
        .champion(taskId)
        .map(
            version ->
                new View.Agreement(
                    version.sequence().n(),
                    version.sequence().agreements(),
                    version.sequence().bound(),
                    Sequence.LEVEL))
        .orElse(null);
  }

  private CompletableFuture<Reply> preview(
      PendingAsk one, AskStore.Question question, Decisions.Answer said, boolean check) {
    TeacherBook.Entry entry = teaching.find(one.teacher);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    worker.preview(
        one,
        (told, failure) -> {
          if (failure != null) {
            reply.completeExceptionally(failure);
            return;
          }
          boolean trusted =
              question != null && outcomes.mayKeep(one, "") && store.trusts(question, one.teacher);
          reply.complete(reply(one, said, check, AskWorker.wouldSend(entry, told, trusted)));
        });
    return reply;
  }

  /** Sends what was shown, or waits on for its answer. */
  public CompletableFuture<Reply> send(Request.SendAsk request) {
    PendingAsk one = pending.get(request.askId());
    if (one == null || one.digest == null) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "this question is not waiting to be sent any more: ask it again");
    }
    if (one.done == null) {
      begin(one, request.remember());
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    one.done.whenComplete(
        (answer, failure) -> {
          if (failure == null) {
            reply.complete(answer);
          } else {
            reply.completeExceptionally(failure);
          }
        });
    later.after(
        PATIENCE,
        () -> reply.complete(new Reply.Asked(true, null, 0, 0, 0, 0, false, null, false)));
    return reply;
  }

  private void begin(PendingAsk one, boolean remember) {
    ObjectNode order = worker.order(one);
    boolean keep = outcomes.mayKeep(one, "");
    if (keep) {
      begun(one);
      AskStore.Question question = store.get(one.questionId);
      if (remember && question.frame().equals(one.frame)) {
        store.trust(question, one.teacher);
      }
    }
    worker.send(
        one,
        order.put("keep", keep),
        () -> pending.containsKey(one.id),
        (answer, failure) -> answered(one, answer, failure));
  }

  /** From now on it is a question that may come back. */
  private void begun(PendingAsk one) {
    if (one.questionId == null) {
      String fresh = "answer-" + HexFormat.of().toHexDigits(random.nextLong());
      one.questionId = store.matchOrBegin(one.prompt, fresh).id();
    }
  }

  private void answered(PendingAsk one, JsonNode told, Throwable failure) {
    boolean waited = pending.remove(one.id) == one;
    if (failure != null || !waited || isForgotten(one)) {
      one.done.completeExceptionally(
          failure == null ? AskWorker.dropped() : AskWorker.told(failure));
      return;
    }
    one.done.complete(outcomes.recorded(one, told));
  }

  private boolean isForgotten(PendingAsk one) {
    return one.questionId != null && store.find(one.questionId).isEmpty();
  }

  /** The browser's own model answered what was prepared. */
  public Reply note(Request.NoteAnswer request) {
    PendingAsk one = pending.remove(request.askId());
    String answer = request.answer().strip();
    if (one == null || one.done != null) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "this question does not wait for an answer any more: ask it again");
    }
    if (answer.isEmpty() || answer.length() > LONGEST_ANSWER || !(request.seconds() >= 0)) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "the browser's model gave no answer that can be kept: ask in other words");
    }
    if (outcomes.mayKeep(one, answer)) {
      begun(one);
    }
    ObjectNode told = ProtocolJson.MAPPER.createObjectNode().put("answer", answer);
    return outcomes.recorded(one, told.put("seconds", request.seconds()));
  }

  /** Nothing is sent, or what was sent is not waited for. */
  public void drop(String askId) {
    PendingAsk one = pending.remove(askId);
    if (one != null) {
      worker.stop(one);
    }
  }

  /** What was prepared may be of a page that is to be forgotten. */
  public void forget() {
    List.copyOf(pending.keySet()).forEach(this::drop);
    trial.forget();
  }

  private void forgetOld() {
    Instant since = clock.instant().minus(KEPT);
    List<String> old = new ArrayList<>();
    pending.values().stream()
        .filter(one -> one.done == null && one.time.isBefore(since))
        .forEach(one -> old.add(one.id));
    for (PendingAsk one : pending.values()) {
      if (pending.size() - old.size() >= MOST_PENDING && one.done == null) {
        old.add(one.id);
      }
    }
    old.forEach(pending::remove);
  }

  /** The questions that came back, and those specified by hand. */
  public Reply.Questions list() {
    List<TeachView.Question> views = new ArrayList<>();
    for (AskStore.Question question : store.all()) {
      Optional<Task> task = tasks.find(question.id());
      boolean first = task.filter(t -> t.phase() == TaskPhase.READY && !t.paused()).isPresent();
      TeachView.Question view = store.view(question, first);
      if (question.byHand() || first || view.asked() > 1 || !view.trusted().isEmpty()) {
        views.add(view);
      }
    }
    return new Reply.Questions(views.stream().limit(MOST_SHOWN).toList());
  }

  /** How often an answer of the small model is checked. */
  public void steer(Request.SteerQuestion request) {
    store.get(request.questionId());
    if (request.checkOneIn() < 0 || request.checkOneIn() > 1_000) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "one in 1 to 1,000 answers is checked, or none: 0");
    }
    store.check(request.questionId(), request.checkOneIn());
    changed.run();
  }

  /** A question to a teacher is shown again before it is sent. */
  public void revoke(Request.RevokeAsk request) {
    store.revoke(request.questionId(), request.teacher());
    changed.run();
  }

  /** What was agreed to holds for the teacher as it was. */
  public void revokeAll(String teacher) {
    store.revokeAll(teacher);
  }

  /** Questions that did not come back go with the raw events. */
  public void expire(Instant before) {
    store.expire(before);
  }
}
