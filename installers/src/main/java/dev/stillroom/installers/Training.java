package dev.stillroom.installers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.ExtensionIds;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.job.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs each kind of process once, as a browser and a person use it, so that its cache is made. */
final class Training {

  private static final long PATIENCE_SECONDS = 120;
  private static final Set<String> TOGETHER = Set.of("engine", "relay", "command");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Caches caches;
  private final Map<String, List<String>> lines;
  private final Path scratch;

  Training(Caches caches, Map<String, List<String>> lines, Path scratch) {
    this.caches = caches;
    this.lines = lines;
    this.scratch = scratch;
  }

  void run(List<String> names) throws IOException, InterruptedException {
    if (names.stream().anyMatch(TOGETHER::contains)) {
      engineAndItsClients(names);
    }
    if (names.contains("convert")) {
      convert();
    }
    if (names.contains("distill")) {
      distill();
    }
  }

  /** One engine, a browser's conversation with it, then the command line's. */
  private void engineAndItsClients(List<String> names) throws IOException, InterruptedException {
    Process engine =
        start(line("engine", names.contains("engine"), List.of("-Dstillroom.idleSeconds=5")));
    List<String> relayLine = line("relay", names.contains("relay"), List.of());
    relayLine.add("chrome-extension://" + ExtensionIds.CHROMIUM.iterator().next() + "/");
    Process relay = start(relayLine);
    converse(relay);
    end(relay, "relay");
    List<String> commandLine = line("command", names.contains("command"), List.of());
    commandLine.removeLast();
    commandLine.add("dev.stillroom.host.command.Rehearsal");
    end(start(commandLine), "command");
    end(engine, "engine");
  }

  private void converse(Process relay) throws IOException {
    Path picture = Files.writeString(Files.createDirectories(downloads()).resolve("a.webp"), "a");
    Event event =
        new Event.Download(
            "7b0c9c1e-0000-4000-8000-000000000001",
            Instant.now(),
            "training",
            "https://shop.example/a.webp",
            "https://shop.example/a.webp",
            "https://shop.example/",
            "https://shop.example/",
            "Shop",
            "image/webp",
            1,
            picture.toString());
    List<Request> requests =
        List.of(
            new Request.Hello("extension", "0", Protocol.VERSION),
            new Request.RecordEvents(List.of(event)),
            new Request.GetOverview("shop.example"),
            new Request.GetStatus(),
            new Request.ListActs(null, 10),
            new Request.ListEvents(null, null, 10));
    OutputStream out = relay.getOutputStream();
    InputStream in = relay.getInputStream();
    for (int i = 0; i < requests.size(); i++) {
      Frames.write(
          out, ProtocolJson.MAPPER.writeValueAsBytes(new RequestFrame(i + 1, requests.get(i))));
      JsonNode reply;
      do {
        byte[] frame = Frames.read(in, Frames.MAX_TO_BROWSER);
        if (frame == null) {
          throw new IOException("the relay ended while " + requests.get(i) + " was asked");
        }
        reply = JSON.readTree(frame);
      } while (reply.path("id").asInt() != i + 1);
    }
    out.close();
    in.transferTo(OutputStream.nullOutputStream());
  }

  private void convert() throws IOException, InterruptedException {
    work("convert", true, "convert", JSON.createObjectNode());
  }

  private void distill() throws IOException, InterruptedException {
    work("distill", true, "distill", JSON.createObjectNode());
  }

  /** Has a worker do one job; whether it succeeds is for the tests to say. */
  private void work(String name, boolean training, String job, JsonNode arguments)
      throws IOException, InterruptedException {
    Process worker = start(line(name, training, List.of()));
    ObjectNode start = JSON.createObjectNode();
    start.put("type", "start").put("job", job).set("arguments", arguments);
    Frames.write(worker.getOutputStream(), JSON.writeValueAsBytes(start));
    worker.getInputStream().transferTo(OutputStream.nullOutputStream());
    end(worker, name);
  }

  private Path downloads() {
    return scratch.resolve("Downloads");
  }

  private List<String> line(String name, boolean training, List<String> flags) {
    List<String> line = new ArrayList<>(lines.get(name));
    line.addAll(1, flags);
    if (training) {
      line.add(1, "-XX:AOTCacheOutput=" + caches.fresh(name));
    }
    return line;
  }

  private Process start(List<String> line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(scratch.resolve("training.log").toFile()));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("HOME", scratch.toString());
    builder.environment().put("XDG_CONFIG_HOME", scratch.resolve("config").toString());
    return builder.start();
  }

  private void end(Process process, String name) throws IOException, InterruptedException {
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          "the training run of " + name + " did not end within " + PATIENCE_SECONDS + " s");
    }
  }
}
