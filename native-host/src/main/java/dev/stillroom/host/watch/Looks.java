package dev.stillroom.host.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Inside;
import dev.stillroom.host.worker.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has a worker look into files, within a time; what is not told by then is not known. */
public final class Looks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workers workers;

  public Looks(Workers workers) {
    this.workers = workers;
  }

  /**
   * What is in each of these files, in their order.
   *
   * @param limit after which the worker is ended
   * @return completes on any thread, and never with a failure: empty where the worker died over
   *     them or was ended
   */
  public CompletableFuture<List<Inside>> into(List<Path> files, Duration limit) {
    ObjectNode arguments = JSON.createObjectNode();
    ArrayNode paths = arguments.putArray("files");
    files.stream().limit(LookJob.MOST).forEach(file -> paths.add(file.toString()));
    return workers
        .start(Workers.ClassPath.HOST, LookJob.NAME, arguments, (fraction, phase) -> {})
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (result, failure) ->
                failure == null ? told(files.size(), result.path("looks")) : List.<Inside>of());
  }

  private static List<Inside> told(int files, JsonNode looks) {
    List<Inside> told = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      JsonNode look = looks.path(i);
      told.add(
          new Inside(
              look.path("type").textValue(),
              look.path("picture").textValue(),
              look.path("words").textValue()));
    }
    return told;
  }
}
