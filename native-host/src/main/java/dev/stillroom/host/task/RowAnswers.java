package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Inputs;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView.RowAnswer;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What a transformation makes of the rows of a table. The person looks at them before they are
 * used, so its newest version answers however well it is proved; what it is not sure of is left to
 * them, and their own answer to a row always stands.
 */
public final class RowAnswers {

  /** Rows of one request: others wait for the engine meanwhile. */
  static final int MOST_ROWS = 500;

  /** Characters of one request's rows. */
  static final int MOST_CHARACTERS = 400_000;

  /** Characters of one reply's answers: it has to fit into a frame. */
  private static final int MOST_SAID = 250_000;

  private static final String TEXT = "text";

  private final TaskStore tasks;
  private final TaskKinds kinds;
  private final Versions versions;
  private final Pool pool;
  private final Settings settings;
  private final Executor students;
  private final Executor engineThread;

  /**
   * @param students where models run: many rows take a while
   */
  public RowAnswers(
      TaskStore tasks,
      TaskKinds kinds,
      Versions versions,
      Pool pool,
      Settings settings,
      Executor students,
      Executor engineThread) {
    this.tasks = tasks;
    this.kinds = kinds;
    this.versions = versions;
    this.pool = pool;
    this.settings = settings;
    this.students = students;
    this.engineThread = engineThread;
  }

  /** The answers to all rows of a request, in their order. */
  public CompletableFuture<Reply> run(Request.RunRows request) {
    Task task = tasks.get(request.taskId());
    Version version = answering(task);
    List<JsonNode> inputs = checked(request.inputs());
    Map<JsonNode, String> own = new HashMap<>();
    List<String> columns = List.of(TEXT);
    for (Labelled example : kinds.labels(task)) {
      if (own.isEmpty()) {
        columns =
            List.copyOf(example.input().properties().stream().map(Map.Entry::getKey).toList());
      }
      if (example.output().isTextual()) {
        own.put(example.input(), example.output().textValue());
      }
    }
    List<String> told = columns;
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    students.execute(
        () -> {
          try {
            Reply ran = new Reply.RanRows(told, answers(version, inputs, own));
            engineThread.execute(() -> reply.complete(ran));
          } catch (PackRefused refused) {
            fail(reply, ErrorCode.PACK_REFUSED, refused.getMessage());
          } catch (RequestFailure refused) {
            engineThread.execute(() -> reply.completeExceptionally(refused));
          } catch (RuntimeException | StackOverflowError broken) {
            String what = broken.getClass().getSimpleName();
            fail(reply, ErrorCode.INTERNAL, "a row could not be read (" + what + "): shorten it");
          }
        });
    return reply;
  }

  private void fail(CompletableFuture<Reply> reply, ErrorCode code, String why) {
    engineThread.execute(() -> reply.completeExceptionally(new RequestFailure(code, why)));
  }

  /** The version that answers, where anything may be answered now. */
  private Version answering(Task task) {
    if (settings.stopped() || task.paused()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "'" + task.id() + "' is paused, or everything is stopped: let it go on first");
    }
    if (!kinds.of(task).student(task).equals("transform")) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "'" + task.id() + "' does not bring a text into another form");
    }
    Optional<Version> champion = versions.champion(task.id());
    if (champion.filter(one -> one.trust() == Trust.SHADOW).isPresent()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "'" + task.id() + "' came as a file and predicts silently: give it examples of your own");
    }
    return champion.orElseThrow(
        () ->
            new RequestFailure(
                ErrorCode.NOT_POSSIBLE_NOW, "'" + task.id() + "' has no model yet: wait for it"));
  }

  private static List<JsonNode> checked(List<JsonNode> inputs) {
    require(
        inputs.size() <= MOST_ROWS,
        inputs.size() + " rows at once are too many: at most " + MOST_ROWS);
    List<JsonNode> checked = new ArrayList<>();
    long characters = 0;
    for (JsonNode input : inputs) {
      checked.add(Inputs.checked(input));
      characters += input.toString().length();
    }
    require(
        characters <= MOST_CHARACTERS,
        "these rows have " + characters + " characters: at most " + MOST_CHARACTERS + " at once");
    return checked;
  }

  private List<RowAnswer> answers(Version version, List<JsonNode> inputs, Map<JsonNode, String> own)
      throws PackRefused {
    Student student = pool.student(version.digest());
    List<RowAnswer> answers = new ArrayList<>();
    long characters = 0;
    for (JsonNode input : inputs) {
      String said = own.get(input);
      RowAnswer answer =
          said != null ? new RowAnswer(said, null, 1, true) : answer(student, Input.of(input));
      characters += length(answer.output()) + length(answer.guess());
      require(
          characters <= MOST_SAID,
          "more than " + MOST_SAID + " characters come of these rows: give fewer at once");
      answers.add(answer);
    }
    return answers;
  }

  private static RowAnswer answer(Student student, Input input) {
    Prediction said = student.predict(input);
    boolean guesses = said.output() == null && said.confidence() > 0;
    return new RowAnswer(said.output(), guesses ? said.best() : null, said.confidence(), false);
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, otherwise);
    }
  }
}
