package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Summaries in the words of a language model that the person has as a file: written by a worker,
 * told part by part, each sentence with where it may come from. One is written at a time.
 */
public final class Writings {

  /** The job that writes. */
  private static final String JOB = "write-summary";

  private static final int MOST_SENTENCES = 12;

  private final Home home;
  private final Workers workers;
  private final Executor engineThread;
  private final Consumer<Push> pushes;
  private final RandomGenerator random;
  private final Map<String, CompletableFuture<JsonNode>> running = new HashMap<>();

  public Writings(
      Home home,
      Workers workers,
      Executor engineThread,
      Consumer<Push> pushes,
      RandomGenerator random) {
    this.home = home;
    this.workers = workers;
    this.engineThread = engineThread;
    this.pushes = pushes;
    this.random = random;
  }

  /** The first model file among the teachers that the person added. */
  public Optional<Path> model() {
    try {
      return TeacherBook.withFile(home).list().stream()
          .filter(entry -> entry.url().endsWith(".gguf"))
          .map(entry -> Path.of(entry.url()))
          .filter(Files::isRegularFile)
          .findFirst();
    } catch (IOException | RuntimeException damaged) {
      return Optional.empty();
    }
  }

  /** Begins to write; what was being written before is ended. */
  public Reply.Writing write(Request.WriteSummary request) {
    if (PickCheck.form(request.input()).equals("json")) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "a JSON document has no sentences");
    }
    PickCheck.requireSize(request.input().toString());
    Path model =
        model()
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        "there is no language model: add one by `stillroom teacher add NAME --url"
                            + " FILE.gguf`"));
    stopAll();
    String id = HexFormat.of().toHexDigits(random.nextLong());
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode();
    arguments.set("input", request.input());
    arguments.put("model", model.toString()).put("home", home.directory().toString());
    arguments.put("sentences", Math.clamp(request.sentences(), 1, MOST_SENTENCES));
    Told told = new Told(id);
    CompletableFuture<JsonNode> writing =
        workers.start(Workers.ClassPath.DISTILLER, JOB, arguments, told);
    running.put(id, writing);
    writing.whenComplete(
        (result, failure) -> engineThread.execute(() -> told.ended(result, failure)));
    return new Reply.Writing(id);
  }

  /** What one worker tells, on its own thread. */
  private final class Told implements Job.Progress {

    private final String id;
    private double fraction;

    Told(String id) {
      this.id = id;
    }

    @Override
    public void report(double share, String phase) {
      engineThread.execute(() -> fraction = share);
    }

    @Override
    public void partial(JsonNode result) {
      engineThread.execute(
          () -> {
            if (running.containsKey(id)) {
              pushes.accept(new Push.Written(id, fraction, sentences(result), false, null));
            }
          });
    }

    private void ended(JsonNode result, Throwable failure) {
      running.remove(id);
      if (failure instanceof CancellationException) {
        return;
      }
      pushes.accept(
          new Push.Written(
              id,
              1,
              failure == null ? sentences(result) : List.of(),
              true,
              failure == null ? null : String.valueOf(failure.getMessage())));
    }
  }

  private static List<SummaryView.WrittenSentence> sentences(JsonNode result) {
    List<SummaryView.WrittenSentence> all = new ArrayList<>();
    for (JsonNode one : result.path("sentences")) {
      List<SummaryView.Passage> sources = new ArrayList<>();
      for (JsonNode source : one.path("sources")) {
        sources.add(
            new SummaryView.Passage(
                source.path("index").asInt(),
                source.path("text").asText(),
                source.path("heading").asText(),
                source.path("node").asInt(-1)));
      }
      List<String> missing = new ArrayList<>();
      one.path("missing").forEach(word -> missing.add(word.asText()));
      all.add(
          new SummaryView.WrittenSentence(
              one.path("text").asText(), sources, missing, one.path("supported").asBoolean()));
    }
    return all;
  }

  public void stop(String id) {
    CompletableFuture<JsonNode> writing = running.get(id);
    if (writing != null) {
      writing.cancel(true);
    }
  }

  private void stopAll() {
    List.copyOf(running.keySet()).forEach(this::stop);
    running.clear();
  }
}
