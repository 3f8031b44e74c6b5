package dev.stillroom.host.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.agent.JobStore.Stored;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView.JobState;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Model;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs jobs' models beside the engine's thread; what they said is journalled before it counts. */
final class JobAnswers {

  private final JobStore store;
  private final TaskStore tasks;
  private final Versions versions;
  private final Pool pool;
  private final JobEvidence evidence;
  private final Executor students;
  private final Executor engineThread;

  JobAnswers(
      JobStore store,
      TaskStore tasks,
      Versions versions,
      Pool pool,
      JobEvidence evidence,
      Executor students,
      Executor engineThread) {
    this.store = store;
    this.tasks = tasks;
    this.versions = versions;
    this.pool = pool;
    this.evidence = evidence;
    this.students = students;
    this.engineThread = engineThread;
  }

  /** What one version said. */
  private record Said(Version version, ObjectNode line) {

    /** Null where it abstained. */
    String output() {
      JsonNode output = line.path("output");
      return output.isNull() || output.isMissingNode() ? null : JobEvidence.text(output);
    }
  }

  /**
   * A job's answer; silence with its reason where it has none, or may not say it.
   *
   * @param recording whether what it says may be kept, to be compared with what turns out right
   */
  CompletableFuture<Reply> run(Stored job, JsonNode input, boolean recording) {
    Optional<Task> task = tasks.find(job.id());
    Optional<Version> champion = versions.champion(job.id());
    JobState state = Standing.state(task, champion);
    Subject subject = subject(job, input);
    if (task.isPresent() && state != JobState.PAUSED) {
      Optional<String> correction = evidence.correction(job.id(), subject);
      if (correction.isPresent()) {
        return CompletableFuture.completedFuture(corrected(job, correction.get()));
      }
    }
    if (state != JobState.READY && state != JobState.SHADOW) {
      return CompletableFuture.completedFuture(
          silent(ProtocolJson.MAPPER.createObjectNode(), job.id(), why(state)));
    }
    return ask(champion.stream().toList(), input)
        .thenApply(
            all -> {
              Said said = all.getFirst();
              boolean shadow = state == JobState.SHADOW;
              if (recording && isNew(job, subject) && !JobCheck.secret(said.line())) {
                evidence.said(
                    task.orElseThrow(),
                    said.version(),
                    subject,
                    said.output(),
                    said.line().path("confidence").asDouble(),
                    shadow ? Mode.OBSERVED : Mode.OFFERED,
                    false);
              }
              return shadow
                  ? silent(ProtocolJson.MAPPER.createObjectNode(), job.id(), shadow(said.version()))
                  : answer(job.id(), said);
            });
  }

  /**
   * Whether an answer to this input can be evidence: what is known to be right for it may have been
   * learned from. Of a job that was forgotten meanwhile nothing can.
   */
  private boolean isNew(Stored job, Subject subject) {
    return tasks.find(job.id()).isPresent() && store.example(subject.id()).isEmpty();
  }

  /** An answer of one of the person's own tasks; it is nobody's evidence. */
  CompletableFuture<Reply> runOwn(Task task, JsonNode input) {
    Optional<Version> champion = versions.champion(task.id());
    JobState state = Standing.state(Optional.of(task), champion);
    if (state != JobState.READY) {
      return CompletableFuture.completedFuture(
          silent(ProtocolJson.MAPPER.createObjectNode(), task.id(), why(state)));
    }
    return ask(champion.stream().toList(), input)
        .thenApply(all -> answer(task.id(), all.getFirst()));
  }

  /**
   * Something is said to be right for an input. Where it is new, every version says first what it
   * would have said; then the example is kept, and what they said is judged by it.
   */
  CompletableFuture<Void> heard(Stored job, JsonNode input, JsonNode right, boolean corrects) {
    Subject subject = subject(job, input);
    boolean known = store.example(subject.id()).isPresent();
    List<Version> asked = new ArrayList<>();
    if (!known) {
      versions.champion(job.id()).ifPresent(asked::add);
      versions.challenger(job.id()).ifPresent(asked::add);
      asked.removeIf(version -> evidence.hasSaid(version, subject));
    }
    return ask(asked, input)
        .thenAccept(
            all -> {
              if (store.find(job.id()).isEmpty()) {
                throw new RequestFailure(
                    ErrorCode.NOT_FOUND, "this job was forgotten meanwhile: nothing is kept");
              }
              Optional<Task> task = tasks.find(job.id());
              task.ifPresent(found -> all.forEach(said -> before(found, subject, said)));
              store.put(job, input, right, corrects);
              task.ifPresent(
                  found -> evidence.settle(found, subject, right, corrects, enough(job)));
            });
  }

  private void before(Task task, Subject subject, Said said) {
    boolean champion =
        versions
            .champion(task.id())
            .filter(version -> version.digest().equals(said.version().digest()))
            .isPresent();
    evidence.said(
        task,
        said.version(),
        subject,
        said.output(),
        said.line().path("confidence").asDouble(),
        champion ? Mode.OBSERVED : Mode.SHADOW,
        false);
  }

  private boolean enough(Stored job) {
    return store.count(job.id()) >= 3
        && (!job.kind().equals("classify") || store.labels(job.id()).size() > 1);
  }

  /** Lets versions answer, one after the other, and comes back to the engine's thread. */
  private CompletableFuture<List<Said>> ask(List<Version> asked, JsonNode input) {
    CompletableFuture<List<Said>> answers = new CompletableFuture<>();
    if (asked.isEmpty()) {
      answers.complete(List.of());
      return answers;
    }
    students.execute(
        () -> {
          try {
            List<Said> said = new ArrayList<>();
            for (Version version : asked) {
              said.add(new Said(version, line(version, input)));
            }
            engineThread.execute(() -> answers.complete(said));
          } catch (PackRefused refused) {
            fail(answers, new RequestFailure(ErrorCode.PACK_REFUSED, refused.getMessage()));
          } catch (RuntimeException | StackOverflowError broken) {
            String what = broken.getClass().getSimpleName();
            fail(
                answers,
                new RequestFailure(
                    ErrorCode.INTERNAL, "this input could not be read (" + what + "): shorten it"));
          }
        });
    return answers;
  }

  private void fail(CompletableFuture<List<Said>> answers, RequestFailure told) {
    engineThread.execute(() -> answers.completeExceptionally(told));
  }

  private ObjectNode line(Version version, JsonNode input) throws PackRefused {
    Model model = pool.model(version.digest());
    long start = System.nanoTime();
    ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
    model.answer(Input.of(input)).write(line, false);
    line.put("millis", (System.nanoTime() - start) / 1e6);
    if (model.impediment() != null) {
      line.put("impediment", model.impediment());
    }
    return line;
  }

  private static Reply answer(String taskId, Said said) {
    ObjectNode line = said.line();
    JsonNode impediment = line.remove("impediment");
    line.put("version", said.version().number());
    if (said.output() == null) {
      return silent(
          line,
          taskId,
          impediment == null
              ? "it is not sure enough: do it yourself and record the example"
              : impediment.asText());
    }
    line.put("abstained", false).put("task", taskId);
    return new Reply.Ran(line);
  }

  private static Reply corrected(Stored job, String correction) {
    ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
    try {
      line.set("output", ProtocolJson.MAPPER.readTree(correction));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    line.put("corrected", true);
    if (line.path("output").isNull()) {
      return silent(line, job.id(), "it was corrected: this is none of the labels");
    }
    line.put("confidence", 1.0).put("abstained", false);
    return new Reply.Ran(line.put("task", job.id()));
  }

  private static Reply silent(ObjectNode line, String taskId, String why) {
    line.putNull("output");
    return new Reply.Ran(line.put("abstained", true).put("why", why).put("task", taskId));
  }

  private static String shadow(Version version) {
    return String.format(
        Locale.ROOT,
        "it came as a file and predicts silently: right on %d of %d own examples, at least %.2f;"
            + " it answers from %.2f on",
        version.sequence().agreements(),
        version.sequence().n(),
        version.sequence().bound(),
        Ladder.PUSHED);
  }

  private static String why(JobState state) {
    return switch (state) {
      case GATHERING -> "nothing is learned yet: do it yourself and record the example";
      case PROPOSED -> "the person was asked whether it shall be learned, and has not answered";
      case LEARNING -> "it is being learned: ask again in a moment";
      case WEAK -> "what was learned is no better than guessing: record more examples";
      case FAILED -> "it could not be learned: record more examples and propose it again";
      case DISMISSED -> "the person does not want it learned";
      case PAUSED -> "the person has paused it";
      case READY, SHADOW -> throw new IllegalStateException("it answers: " + state);
    };
  }

  private static Subject subject(Stored job, JsonNode input) {
    String id = JobStore.exampleId(job.id(), input);
    return new Subject(id, input, id);
  }
}
