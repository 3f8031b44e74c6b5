package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Delayer;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.form.Secrets;
import dev.stillroom.runtime.job.Job;
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
import java.util.stream.Stream;

/**
 * "Ask": a question about a text. Its own small model answers first, once the person wanted that;
 * otherwise they see what would be sent to a teacher, and nothing else is ever sent. Where both
 * answered, the teacher's word is the small model's outcome.
 */
public final class Asks {

  private static final String JOB = "ask";
  private static final int LONGEST_PROMPT = 2_000;

  /** What a teacher is shown of a text, in characters. */
  private static final int LONGEST_TEXT = 10_000;

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
  private final Settlement settlement;
  private final Teaching teaching;
  private final AskTrial trial;
  private final Workers workers;
  private final Clock clock;
  private final RandomGenerator random;
  private final Delayer later;
  private final Executor engineThread;
  private final Consumer<Push> pushes;
  private final Runnable changed;
  private final Map<String, Pending> pending = new LinkedHashMap<>();

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
    this.settlement = settlement;
    this.teaching = teaching;
    this.trial = new AskTrial(home, store, tasks, life, workers, engineThread, changed);
    this.workers = workers;
    this.clock = clock;
    this.random = random;
    this.later = later;
    this.engineThread = engineThread;
    this.pushes = pushes;
    this.changed = changed;
  }

  /** A question between its preparation and its answer; in memory only. */
  private static final class Pending {
    final String id;
    final Instant time;
    final String site;
    final String prompt;
    final String text;
    final String teacher;
    String questionId;

    /** What the person was shown that it is a question of: more is not remembered. */
    final Frame frame;

    PredictionRow row;
    String digest;

    /** What the question takes of the teacher, in tokens. */
    long tokens;

    /** What was heard of the answer so far. */
    String heard = "";

    CompletableFuture<JsonNode> job;
    CompletableFuture<Reply> done;

    /** Whether anything of it may be kept. */
    boolean kept = true;

    Pending(
        String id,
        Instant time,
        Request.PrepareAsk request,
        String prompt,
        String site,
        AskStore.Question question) {
      this.id = id;
      this.time = time;
      this.site = site;
      this.prompt = prompt;
      this.text = cut(request.text());
      this.teacher = request.teacher();
      this.questionId = question == null ? null : question.id();
      this.frame = question == null ? Frame.whole(prompt) : question.frame();
    }
  }

  /** A process that asks takes a moment to start: it may be wanted soon. */
  public void expected() {
    workers.expect(Workers.ClassPath.DISTILLER, JOB);
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
    Pending one =
        new Pending(
            JOB + "-" + HexFormat.of().toHexDigits(random.nextLong()),
            clock.instant(),
            request,
            question.filter(AskStore.Question::byHand).map(Spec::prompt).orElse(prompt),
            host == null ? "" : host,
            question.orElse(null));
    one.kept = mayKeep(one, "");
    Optional<Decisions.Answer> said = question.flatMap(q -> bySmallModel(q, one));
    one.row = said.map(Decisions.Answer::row).orElse(null);
    boolean stands = one.row != null && one.row.output() != null && one.row.mode() == Mode.OFFERED;
    boolean check = stands && (request.insist() || one.kept && isChecked(question.orElseThrow()));
    if (stands && !check) {
      keep(one, one.row.output());
      return CompletableFuture.completedFuture(reply(one, said.get(), false, null));
    }
    Decisions.Answer shown = stands ? said.get() : null;
    if (request.teacher() == null) {
      if (stands && !request.insist()) {
        keep(one, one.row.output());
      } else {
        pending.put(one.id, one);
      }
      return CompletableFuture.completedFuture(reply(one, shown, false, null));
    }
    pending.put(one.id, one);
    return preview(one, question.orElse(null), shown, check);
  }

  private Optional<Decisions.Answer> bySmallModel(AskStore.Question question, Pending one) {
    Optional<Task> task =
        tasks.find(question.id()).filter(t -> t.phase() == TaskPhase.READY && !t.paused());
    if (task.isEmpty() || settings.stopped()) {
      return Optional.empty();
    }
    Subject subject = subject(one, question);
    return one.kept
        ? decisions.answer(task.get(), subject, true, false)
        : decisions.glance(task.get(), subject);
  }

  /**
   * Whether something may be kept: nothing while recording is paused, here or everywhere, nothing
   * with a password, a key, a code or the number of a card in it, whoever answered.
   */
  private boolean mayKeep(Pending one, String answer) {
    return one.kept
        && !settings.recordingPaused()
        && !settings.sitePaused(one.site)
        && Stream.of(one.prompt, one.text, one.prompt + "\n" + one.text, answer)
            .noneMatch(text -> Secrets.in(text) || Secrets.cardIn(text));
  }

  private static Subject subject(Pending one, AskStore.Question question) {
    JsonNode input = input(one, question);
    return new Subject(one.id, input, AskStore.digest(input));
  }

  private static JsonNode input(Pending one, AskStore.Question question) {
    return AskStore.input(question.frame().slot(one.prompt).orElse(""), one.text);
  }

  private boolean isChecked(AskStore.Question question) {
    return question.checkOneIn() > 0 && random.nextInt(question.checkOneIn()) == 0;
  }

  /** The small model's answer stands: nobody said whether it is right. */
  private void keep(Pending one, String answer) {
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
            input(one, question),
            TextNode.valueOf(answer),
            AskStore.Source.MODEL,
            0,
            0,
            null));
    settlement.settle(
        tasks.get(question.id()), one.row, Outcome.CENSORED, subject(one, question), null, false);
    changed.run();
  }

  private Reply reply(Pending one, Decisions.Answer said, boolean check, View.WouldSend send) {
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
      Pending one, AskStore.Question question, Decisions.Answer said, boolean check) {
    TeacherBook.Entry entry = teaching.find(one.teacher);
    ObjectNode arguments = arguments(one, entry).put("dryRun", true);
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    workers
        .start(Workers.ClassPath.DISTILLER, JOB, arguments, (fraction, phase) -> {})
        .whenComplete(
            (told, failure) ->
                engineThread.execute(
                    () -> {
                      if (failure != null) {
                        reply.completeExceptionally(told(failure));
                        return;
                      }
                      one.digest = told.path("digest").asText(null);
                      one.tokens = told.path("estimatedTokensIn").asLong();
                      boolean trusted =
                          question != null
                              && mayKeep(one, "")
                              && store.trusts(question, one.teacher);
                      reply.complete(reply(one, said, check, wouldSend(entry, told, trusted)));
                    }));
    return reply;
  }

  private ObjectNode arguments(Pending one, TeacherBook.Entry entry) {
    String task = one.questionId == null ? JOB : one.questionId;
    return teaching.arguments(entry, task).put("prompt", one.prompt).put("text", one.text);
  }

  private static RequestFailure told(Throwable failure) {
    return failure instanceof RequestFailure refused
        ? refused
        : new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, String.valueOf(failure.getMessage()));
  }

  private static View.WouldSend wouldSend(TeacherBook.Entry entry, JsonNode told, boolean trusted) {
    List<View.Count> hidden = new ArrayList<>();
    told.path("hidden")
        .properties()
        .forEach(one -> hidden.add(new View.Count(one.getKey(), one.getValue().asInt())));
    return new View.WouldSend(
        entry.name(),
        !told.path("leavesThisMachine").asBoolean(),
        told.path("held").asText(null),
        told.path("system").asText(),
        told.path("data").asText(),
        hidden,
        told.path("bytes").asLong(),
        told.path("estimatedTokens").asLong(),
        told.path("estimatedCost").asDouble(),
        told.path("known").asBoolean(),
        trusted);
  }

  /** Sends what was shown, or waits on for its answer. */
  public CompletableFuture<Reply> send(Request.SendAsk request) {
    Pending one = pending.get(request.askId());
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

  private void begin(Pending one, boolean remember) {
    TeacherBook.Entry entry = teaching.find(one.teacher);
    ObjectNode arguments = arguments(one, entry).put("expect", one.digest);
    boolean keep = mayKeep(one, "");
    arguments.put("keep", keep);
    if (keep) {
      begun(one);
      AskStore.Question question = store.get(one.questionId);
      if (remember && question.frame().equals(one.frame)) {
        store.trust(question, one.teacher);
      }
    }
    one.done = new CompletableFuture<>();
    teaching
        .key(entry)
        .whenComplete(
            (key, refused) -> {
              if (refused != null || !pending.containsKey(one.id)) {
                one.done.completeExceptionally(refused == null ? dropped() : told(refused));
                return;
              }
              one.job =
                  workers.start(
                      Workers.ClassPath.DISTILLER, JOB, arguments.put("key", key), hearing(one));
              arguments.remove("key");
              one.job.whenComplete(
                  (answer, failure) -> engineThread.execute(() -> answered(one, answer, failure)));
            });
  }

  /** What the worker tells of the answer while it comes, on its own thread. */
  private Job.Progress hearing(Pending one) {
    return new Job.Progress() {
      @Override
      public void report(double fraction, String phase) {
        // An answer has no known length.
      }

      @Override
      public void partial(JsonNode told) {
        engineThread.execute(
            () -> {
              if (pending.get(one.id) == one) {
                one.heard = told.path("answer").asText();
                pushes.accept(new Push.Heard(one.id, one.heard));
              }
            });
      }
    };
  }

  /** From now on it is a question that may come back. */
  private void begun(Pending one) {
    if (one.questionId == null) {
      String fresh = "answer-" + HexFormat.of().toHexDigits(random.nextLong());
      one.questionId = store.matchOrBegin(one.prompt, fresh).id();
    }
  }

  private static RequestFailure dropped() {
    return new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "the question was taken back");
  }

  private void answered(Pending one, JsonNode told, Throwable failure) {
    boolean waited = pending.remove(one.id) == one;
    if (failure != null || !waited || isForgotten(one)) {
      one.done.completeExceptionally(failure == null ? dropped() : told(failure));
      return;
    }
    one.done.complete(recorded(one, told));
  }

  private boolean isForgotten(Pending one) {
    return one.questionId != null && store.find(one.questionId).isEmpty();
  }

  /** The browser's own model answered what was prepared. */
  public Reply note(Request.NoteAnswer request) {
    Pending one = pending.remove(request.askId());
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
    if (mayKeep(one, answer)) {
      begun(one);
    }
    ObjectNode told = ProtocolJson.MAPPER.createObjectNode().put("answer", answer);
    return recorded(one, told.put("seconds", request.seconds()));
  }

  private Reply recorded(Pending one, JsonNode told) {
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

  private boolean agree(Pending one, String small, String teacher) {
    boolean fields =
        one.questionId != null
            && AskKind.student(store, store.get(one.questionId)).equals(Spec.EXTRACT);
    return fields
        ? Fields.agree(small, teacher)
        : Spelling.key(small).equals(Spelling.key(teacher));
  }

  private void keep(Pending one, AskStore.Question question, JsonNode told, Boolean agreed) {
    String answer = told.path("answer").asText();
    boolean counts = agreed != null && settled(one, question, answer, agreed);
    store.add(
        new AskStore.Ask(
            one.id,
            one.questionId,
            clock.instant(),
            one.site,
            one.prompt,
            input(one, question),
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
  private boolean settled(Pending one, AskStore.Question question, String answer, boolean agreed) {
    Optional<Task> task = tasks.find(question.id());
    if (task.isEmpty()) {
      return false;
    }
    String label = agreed ? one.row.output() : spelled(question, answer);
    boolean known = store.knows(question.id(), input(one, question));
    Outcome outcome = agreed ? Outcome.AGREED : Outcome.DISAGREED;
    settlement.settle(
        task.get(),
        one.row,
        known ? Outcome.CENSORED : outcome,
        subject(one, question),
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

  /** Nothing is sent, or what was sent is not waited for. */
  public void drop(String askId) {
    Pending one = pending.remove(askId);
    if (one != null && one.job != null && one.job.cancel(true)) {
      // Who answers is paid for what was said, and the worker did not live to write that down.
      teaching.stopped(
          one.teacher, one.questionId == null ? JOB : one.questionId, one.tokens, one.heard);
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
    for (Pending one : pending.values()) {
      if (pending.size() - old.size() >= MOST_PENDING && one.done == null) {
        old.add(one.id);
      }
    }
    old.forEach(pending::remove);
  }

  /** The questions that came back, and those specified by hand. */
  public Reply.Questions list() {
    List<View.Question> views = new ArrayList<>();
    for (AskStore.Question question : store.all()) {
      Optional<Task> task = tasks.find(question.id());
      boolean first = task.filter(t -> t.phase() == TaskPhase.READY && !t.paused()).isPresent();
      View.Question view = store.view(question, first);
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

  private static String cut(String text) {
    String whole = text.strip();
    return whole.length() <= LONGEST_TEXT ? whole : whole.substring(0, LONGEST_TEXT);
  }
}
