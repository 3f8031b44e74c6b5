package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A download folder with 2,400 files that is tidied by what looking back taught: how long the
 * preview takes, the moving of all of it as one act, and its undo. Through the native host, as the
 * options' page asks for it.
 */
public final class TidyBenchmark implements Benchmark {

  private static final int FILES = 2_400;
  private static final int EXAMPLES = 120;
  private static final int PART = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> KINDS =
      List.of("invoice", "ticket", "recipe", "statement", "photo", "manual");

  @Override
  public String name() {
    return "tidy";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    int files = quick ? FILES / 10 : FILES;
    try (Stage stage = Stage.set(Stage.imageOfBuild());
        HostProcess host = HostProcess.start(stage)) {
      host.hello();
      Path downloads = stage.downloads().toRealPath();
      long began = System.nanoTime();
      learn(host, downloads);
      table.add(
          "from looking back at " + EXAMPLES + " downloads to a learned task",
          "s",
          120.0,
          (System.nanoTime() - began) / 1e9,
          "the person's two clicks not counted");
      for (int i = 0; i < files; i++) {
        Files.writeString(downloads.resolve(name(i, 2026)), "file " + i);
      }
      List<JsonNode> moves = new ArrayList<>();
      began = System.nanoTime();
      int sure = preview(host, downloads, moves);
      table.add(
          "preview of " + files + " files",
          "s",
          20.0,
          (System.nanoTime() - began) / 1e9,
          sure + " of them sure; in parts, progress between them");
      began = System.nanoTime();
      String batch = move(host, downloads, moves);
      double seconds = (System.nanoTime() - began) / 1e9;
      table.peer(
          "putting " + moves.size() + " files away as one act",
          "s",
          seconds,
          "each journalled and synced before it moves");
      began = System.nanoTime();
      int undone = undo(host, batch);
      table.peer(
          "one undo of all of it", "s", (System.nanoTime() - began) / 1e9, undone + " files");
      long back;
      try (var all = Files.list(downloads)) {
        back = all.filter(Files::isRegularFile).count();
      }
      table.addAtLeast("files back where they were", "", (double) files, back, "of " + files);
    }
  }

  private static String name(int i, int year) {
    return "%s-%d-%05d.pdf".formatted(KINDS.get(i % KINDS.size()), year, i);
  }

  private static void learn(HostProcess host, Path downloads) throws IOException {
    ObjectNode request = JSON.createObjectNode().put("type", "lookBack").put("last", true);
    ArrayNode events = request.putArray("downloads");
    for (int i = 0; i < EXAMPLES; i++) {
      String name = name(i, 2025);
      String kind = KINDS.get(i % KINDS.size());
      Path folder = Files.createDirectories(downloads.resolve(kind + "s"));
      Files.writeString(folder.resolve(name), "example " + i);
      events
          .addObject()
          .put("type", "download")
          .put("id", UUID.randomUUID().toString())
          .put("time", Instant.now().minus(Duration.ofHours(1_000 - i)).toString())
          .put("session", "")
          .put("url", "https://" + kind + ".localhost/" + name)
          .put("finalUrl", "https://" + kind + ".localhost/" + name)
          .put("referrer", "https://" + kind + ".localhost/")
          .putNull("pageUrl")
          .putNull("title")
          .put("mime", "application/pdf")
          .put("bytes", Files.size(folder.resolve(name)))
          .put("path", downloads.resolve(name).toString());
    }
    JsonNode found = ask(host, request);
    if (found.path("moved").asInt() != EXAMPLES) {
      throw new IOException("looking back found other things: " + found);
    }
    ask(host, JSON.createObjectNode().put("type", "acceptProposal").put("taskId", "file"));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    ObjectNode show = JSON.createObjectNode().put("type", "showTask").put("taskId", "file");
    while (!ask(host, show).path("task").path("phase").asText().equals("READY")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("nothing was learned: " + ask(host, show));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static int preview(HostProcess host, Path downloads, List<JsonNode> moves)
      throws IOException {
    int sure = 0;
    int total = 1;
    for (int from = 0; from < total; ) {
      JsonNode part =
          ask(
              host,
              JSON.createObjectNode()
                  .put("type", "previewTidy")
                  .put("folder", downloads.toString())
                  .put("from", from));
      for (JsonNode file : part.path("files")) {
        sure += file.path("sure").asBoolean() ? 1 : 0;
        if (!file.path("folder").isNull()) {
          moves.add(
              JSON.createObjectNode()
                  .put("name", file.path("name").asText())
                  .put("folder", file.path("folder").asText())
                  .put("chosen", false));
        }
      }
      total = part.path("total").asInt();
      from += part.path("files").size();
    }
    return sure;
  }

  private static String move(HostProcess host, Path downloads, List<JsonNode> moves)
      throws IOException {
    String batch = null;
    for (int from = 0; from < moves.size(); from += PART) {
      ObjectNode request =
          JSON.createObjectNode()
              .put("type", "tidyFiles")
              .put("folder", downloads.toString())
              .put("batch", batch);
      request.putArray("moves").addAll(moves.subList(from, Math.min(moves.size(), from + PART)));
      JsonNode reply = ask(host, request);
      if (!reply.path("failed").isEmpty()) {
        throw new IOException("not moved: " + reply.path("failed"));
      }
      batch = reply.path("batch").asText();
    }
    return batch;
  }

  private static int undo(HostProcess host, String batch) throws IOException {
    int undone = 0;
    JsonNode reply;
    do {
      ObjectNode request =
          JSON.createObjectNode().put("type", "undoMany").put("batch", batch).putNull("since");
      request.putArray("skip");
      reply = ask(host, request);
      undone += reply.path("undone").asInt();
    } while (reply.path("left").asInt() > 0);
    return undone;
  }

  private static JsonNode ask(HostProcess host, ObjectNode request) throws IOException {
    JsonNode reply = host.ask(request);
    if (reply.path("type").asText().equals("failure")) {
      throw new IOException(request.path("type").asText() + ": " + reply.path("message").asText());
    }
    return reply;
  }
}
