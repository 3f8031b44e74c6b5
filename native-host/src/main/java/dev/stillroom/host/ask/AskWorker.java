package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What workers do for questions: one says what would be sent, another sends it and tells the answer
 * while it comes. All that they tell arrives on the engine's thread.
 */
final class AskWorker {

  static final String JOB = "ask";

  private final Workers workers;
  private final Teaching teaching;
  private final Executor engineThread;
  private final Consumer<Push> pushes;

  AskWorker(Workers workers, Teaching teaching, Executor engineThread, Consumer<Push> pushes) {
    this.workers = workers;
    this.teaching = teaching;
    this.engineThread = engineThread;
    this.pushes = pushes;
  }

  /** A process that asks takes a moment to start: it may be wanted soon. */
  void expected() {
    workers.expect(Workers.ClassPath.DISTILLER, JOB);
  }

  /**
   * Says what would be sent.
   *
   * @param shown told that
   */
  void preview(PendingAsk one, BiConsumer<JsonNode, RequestFailure> shown) {
    ObjectNode arguments = arguments(one, teaching.find(one.teacher)).put("dryRun", true);
    workers
        .start(Workers.ClassPath.DISTILLER, JOB, arguments, (fraction, phase) -> {})
        .whenComplete(
            (told, failure) ->
                engineThread.execute(
                    () -> {
                      if (failure == null) {
                        one.digest = told.path("digest").asText(null);
                        one.tokens = told.path("estimatedTokensIn").asLong();
                      }
                      shown.accept(told, failure == null ? null : told(failure));
                    }));
  }

  private ObjectNode arguments(PendingAsk one, TeacherBook.Entry entry) {
    one.task = one.questionId == null ? JOB : one.questionId;
    return teaching.arguments(entry, one.task).put("prompt", one.prompt).put("text", one.text);
  }

  /** What a person sees of what would be sent. */
  static TeachView.WouldSend wouldSend(TeacherBook.Entry entry, JsonNode told, boolean trusted) {
    List<EvidenceView.Count> hidden = new ArrayList<>();
    told.path("hidden")
        .properties()
        .forEach(one -> hidden.add(new EvidenceView.Count(one.getKey(), one.getValue().asInt())));
    return new TeachView.WouldSend(
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

  /**
   * What is to be sent: what was shown.
   *
   * @throws RequestFailure where the budget is spent
   */
  ObjectNode order(PendingAsk one) {
    return arguments(one, teaching.find(one.teacher)).put("expect", one.digest);
  }

  /**
   * Sends it.
   *
   * @param wanted whether it still is, once the key is there
   * @param answered told what came of it
   */
  void send(
      PendingAsk one,
      ObjectNode order,
      BooleanSupplier wanted,
      BiConsumer<JsonNode, Throwable> answered) {
    one.done = new CompletableFuture<>();
    teaching
        .key(teaching.find(one.teacher))
        .whenComplete(
            (key, refused) -> {
              if (refused != null || !wanted.getAsBoolean()) {
                one.done.completeExceptionally(refused == null ? dropped() : told(refused));
                return;
              }
              one.job =
                  workers.start(
                      Workers.ClassPath.DISTILLER, JOB, order.put("key", key), hearing(one));
              order.remove("key");
              one.job.whenComplete(
                  (answer, failure) ->
                      engineThread.execute(() -> answered.accept(answer, failure)));
            });
  }

  /** What the worker tells of the answer while it comes, on its own thread. */
  private Job.Progress hearing(PendingAsk one) {
    return new Job.Progress() {
      @Override
      public void report(double fraction, String phase) {
        // An answer has no known length.
      }

      @Override
      public void partial(JsonNode told) {
        engineThread.execute(
            () -> {
              if (!one.done.isDone() && !one.job.isDone()) {
                one.heard = told.path("answer").asText();
                pushes.accept(new Push.Heard(one.id, one.heard));
              }
            });
      }
    };
  }

  /** Ends an answer that is still coming. */
  void stop(PendingAsk one) {
    if (one.job != null && one.job.cancel(true)) {
      // Who answers is paid for what was said, and the worker did not live to write that down.
      teaching.stopped(one.teacher, one.task, one.tokens, one.heard);
    }
  }

  static RequestFailure told(Throwable failure) {
    return failure instanceof RequestFailure refused
        ? refused
        : new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, String.valueOf(failure.getMessage()));
  }

  static RequestFailure dropped() {
    return new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "the question was taken back");
  }
}
