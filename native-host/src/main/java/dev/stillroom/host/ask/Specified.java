package dev.stillroom.host.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Inputs;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.ScratchFile;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.worker.Workers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Tasks that a person specifies by hand: a name, what is to be done, some rows. Whatever a teacher
 * would be sent is shown first; from then on it is a task like any other, and what its teacher was
 * not sure of waits for the person's own answer.
 */
public final class Specified {

  /** Requests that a preview shows at once. */
  private static final int SHOWN = 5;

  private final Home home;
  private final AskStore store;
  private final TaskStore tasks;
  private final Distillation distillation;
  private final Teaching teaching;
  private final Workers workers;
  private final Clock clock;
  private final RandomGenerator random;
  private final Executor engineThread;
  private final Runnable changed;

  /** Those under way, with the files they read. */
  private final Map<CompletableFuture<JsonNode>, List<Path>> previews = new LinkedHashMap<>();

  public Specified(
      Home home,
      Journal journal,
      TaskStore tasks,
      Distillation distillation,
      Teaching teaching,
      Workers workers,
      Clock clock,
      RandomGenerator random,
      Executor engineThread,
      Runnable changed) {
    this.home = home;
    this.store = new AskStore(journal, clock);
    this.tasks = tasks;
    this.distillation = distillation;
    this.teaching = teaching;
    this.workers = workers;
    this.clock = clock;
    this.random = random;
    this.engineThread = engineThread;
    this.changed = changed;
  }

  /**
   * What its teacher would be sent; nothing is.
   *
   * @param from how many of the requests were seen already
   */
  public CompletableFuture<Reply> preview(TeachView.TaskSpec spec, int from) {
    Spec.check(spec);
    List<Spec.Row> rows = Spec.rows(spec);
    int own = (int) rows.stream().filter(row -> row.output() != null).count();
    int unlabeled = rows.size() - own;
    if (spec.teacher() == null) {
      return CompletableFuture.completedFuture(
          new Reply.TaskPreview(null, own, unlabeled, digest(spec)));
    }
    String digest = digest(spec);
    String stem = "preview-" + HexFormat.of().toHexDigits(random.nextLong());
    Path inputs = home.scratch().resolve(stem + ".inputs");
    Path examples = home.scratch().resolve(stem + ".jsonl");
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode().put("kind", spec.kind());
    List<JsonNode> open =
        rows.stream()
            .filter(row -> row.output() == null)
            .map(row -> (JsonNode) row.input())
            .toList();
    arguments.setAll(teaching.lesson(spec, teaching.find(spec.teacher()), open, inputs));
    ((ObjectNode) arguments.path("teacher"))
        .put("dryRun", true)
        .put("from", Math.max(0, from))
        .put("shown", SHOWN);
    if (own > 0) {
      ScratchFile.write(examples, Spec.examples(rows));
      arguments.put("examples", examples.toString());
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    CompletableFuture<JsonNode> job =
        workers.start(Workers.ClassPath.DISTILLER, "distill", arguments, (fraction, phase) -> {});
    previews.put(job, List.of(inputs, examples));
    job.whenComplete(
        (preview, failure) ->
            engineThread.execute(
                () -> {
                  previews.remove(job);
                  ScratchFile.delete(inputs);
                  ScratchFile.delete(examples);
                  if (failure == null) {
                    reply.complete(new Reply.TaskPreview(preview, own, unlabeled, digest));
                  } else {
                    reply.completeExceptionally(
                        new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, failure.getMessage()));
                  }
                }));
    return reply;
  }

  /** What is previewed may be of what is to be forgotten: its files go, nothing comes of it. */
  public void forget() {
    Map<CompletableFuture<JsonNode>, List<Path>> stopped = new LinkedHashMap<>(previews);
    previews.clear();
    stopped.forEach(
        (job, files) -> {
          job.cancel(true);
          files.forEach(ScratchFile::delete);
        });
  }

  /** What decides on what leaves: the task, who its teacher is, and who is hidden from it. */
  private String digest(TeachView.TaskSpec spec) {
    TeacherBook.Entry teacher = spec.teacher() == null ? null : teaching.find(spec.teacher());
    return AskStore.digest(
        ProtocolJson.MAPPER.valueToTree(
            Arrays.asList(spec, String.valueOf(teacher), teaching.hidden())));
  }

  /**
   * Makes the task.
   *
   * @param previewed the digest of the preview that the person saw
   */
  public Reply.Specified begin(TeachView.TaskSpec spec, String previewed) {
    Spec.check(spec);
    if (!digest(spec).equals(previewed)) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "nothing was sent: it is not what was shown; look at it again");
    }
    List<Spec.Row> rows = Spec.rows(spec);
    int own = (int) rows.stream().filter(row -> row.output() != null).count();
    if (own == 0 && spec.teacher() == null) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "there is nothing to learn from: give examples, or a teacher");
    }
    if (spec.teacher() != null) {
      teaching.arguments(teaching.find(spec.teacher()), spec.name());
    }
    String id = "answer-" + HexFormat.of().toHexDigits(random.nextLong());
    store.add(id, Frame.whole(spec.name()), Spec.written(spec));
    for (int i = 0; i < rows.size(); i++) {
      add(id, id + "-" + i, rows.get(i).input(), rows.get(i).output());
    }
    if (spec.teacher() != null) {
      store.teach(id, spec.teacher());
    }
    tasks.add(
        id,
        id.replaceFirst("-", ":"),
        new View.Answering(spec.name(), true),
        new EvidenceView.Given(own, rows.size() - own));
    distillation.start(tasks.get(id));
    distillation.whenDone(id, changed);
    changed.run();
    return new Reply.Specified(id);
  }

  private void add(String questionId, String id, JsonNode input, JsonNode output) {
    Instant now = clock.instant();
    store.add(
        new AskStore.Ask(
            id, questionId, now, "", "", input, output, AskStore.Source.PERSON, 0, 0, null));
  }

  private static JsonNode fields(String json) {
    try {
      return Fields.of(ProtocolJson.MAPPER.readTree(json)).orElseThrow();
    } catch (JsonProcessingException | NoSuchElementException other) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "fields are an object of texts, lists of texts or null: " + json);
    }
  }

  /** The person's answer becomes an example; the next model is made when nothing else goes on. */
  public void answer(Request.AnswerQuestion request) {
    AskStore.Question question = store.get(request.taskId());
    JsonNode input = Inputs.checked(request.input());
    String said = request.output().strip();
    if (!question.byHand() || said.isEmpty() || said.length() > 2_000) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "an answer to '" + request.taskId() + "' has 1 to 2,000 letters");
    }
    String kind = Spec.read(question.spec()).kind();
    boolean fields = kind.equals(Spec.EXTRACT);
    JsonNode output = fields ? fields(said) : TextNode.valueOf(said);
    String id =
        store.asksOf(question.id()).stream()
            .filter(ask -> ask.input().equals(input))
            .map(AskStore.Ask::id)
            .findFirst()
            .orElse(question.id() + "-" + HexFormat.of().toHexDigits(random.nextLong()));
    add(question.id(), id, input, output);
    tasks.retrain(question.id(), true);
    if (kind.equals(Spec.TRANSFORM)) {
      distillation.whenDone(question.id(), () -> learnAtOnce(question.id()));
    }
    changed.run();
  }

  /** A program is found in a moment, and the person waits for what it makes of the other rows. */
  private void learnAtOnce(String id) {
    Optional<Task> task =
        tasks
            .find(id)
            .filter(one -> one.retrain() && !one.paused() && one.phase() == View.TaskPhase.READY);
    if (task.isPresent()) {
      distillation.start(task.get());
      distillation.whenDone(id, changed);
    }
  }
}
