package dev.stillroom.installers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.apply.Conversion;
import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.ExtensionIds;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.SparseWeights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** Runs each kind of process once, as a browser and a person use it, so that its cache is made. */
final class Training {

  private static final long PATIENCE_SECONDS = 120;
  private static final Set<String> TOGETHER = Set.of("engine", "relay", "command");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Caches caches;
  private final Program program;
  private final Home home;
  private final Map<String, List<String>> lines;
  private final Path scratch;

  Training(
      Caches caches, Program program, Home home, Map<String, List<String>> lines, Path scratch) {
    this.caches = caches;
    this.program = program;
    this.home = home;
    this.lines = lines;
    this.scratch = scratch;
  }

  void run(List<String> names) throws IOException, InterruptedException {
    boolean together = names.stream().anyMatch(TOGETHER::contains);
    if (together || names.contains("distill")) {
      // The command line shows and runs what was distilled.
      distill(names.contains("distill"));
    }
    if (together) {
      engineAndItsClients(names);
    }
    if (names.contains("convert")) {
      convert();
    }
  }

  /** One engine, a browser's conversation with it, then the command line's. */
  private void engineAndItsClients(List<String> names) throws IOException, InterruptedException {
    writeReader();
    List<String> engineLine =
        line("engine", names.contains("engine"), List.of("-Dstillroom.idleSeconds=5"));
    engineLine.removeLast();
    engineLine.add("dev.stillroom.host.engine.EngineRehearsal");
    engineLine.add(reader().toString());
    Process engine = start(engineLine);
    awaitListening(engine);
    List<String> relayLine = line("relay", names.contains("relay"), List.of());
    relayLine.add("chrome-extension://" + ExtensionIds.CHROMIUM.iterator().next() + "/");
    Process relay = start(relayLine);
    converse(relay);
    end(relay, "relay");
    List<String> commandLine = line("command", names.contains("command"), List.of());
    commandLine.removeLast();
    commandLine.add("dev.stillroom.host.command.Rehearsal");
    commandLine.add(pack().toString());
    commandLine.add(reader().toString());
    commandLine.add(scratch.resolve("examples.jsonl").toString());
    // Not one that is known by now: it is to be read.
    Path text = scratch.resolve("text.jsonl");
    Files.writeString(text, "{\"input\": \"what a command reads first\"}\n");
    commandLine.add(text.toString());
    end(start(commandLine), "command");
    end(engine, "engine");
  }

  /** A client that comes too early starts an engine of its own, and this one learns nothing. */
  private void awaitListening(Process engine) throws IOException, InterruptedException {
    EngineDoor door = new EngineDoor(home, program);
    while (engine.isAlive()) {
      Optional<SocketChannel> channel = door.openIfRunning("training", Duration.ofSeconds(5));
      if (channel.isPresent()) {
        channel.get().close();
        return;
      }
      Thread.sleep(20);
    }
    throw new IOException("the engine ended before it listened, status " + engine.exitValue());
  }

  /**
   * A model that reads what texts mean, without a distillation: what it answers does not matter.
   */
  private void writeReader() throws IOException {
    Answering answering = new Answering(List.of("one", "other"));
    HashedLinear words =
        new HashedLinear(
            answering,
            new SparseWeights(new int[] {1}, new int[] {0, 1}, new short[1], new byte[] {1}),
            new float[] {1, 1},
            new float[2]);
    Encoder encoder = Encoders.installed(null).named(EncoderModel.current().digest()).orElseThrow();
    byte[] weights = new byte[2 * EncoderModel.WIDTH];
    PackWriter.write(
        reader(),
        new EncoderHead(answering, encoder, words, weights, new float[2]),
        JSON.createObjectNode());
  }

  private Path reader() {
    return scratch.resolve("reader.still");
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

  /** WebP to JPEG, the way of most pictures; without libvips the cache holds less. */
  private void convert() throws IOException, InterruptedException {
    BufferedImage drawn = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < drawn.getWidth(); x++) {
      for (int y = 0; y < drawn.getHeight(); y++) {
        drawn.setRGB(x, y, x << 16 | y << 8 | x * y & 0xff);
      }
    }
    Path png = scratch.resolve("drawn.png");
    Path webp = scratch.resolve("drawn.webp");
    ImageIO.write(drawn, "png", png.toFile());
    work("convert", false, Conversion.JOB, conversion(png, webp, "webp"));
    work("convert", true, Conversion.JOB, conversion(webp, scratch.resolve("drawn.jpg"), "jpeg"));
  }

  private static JsonNode conversion(Path source, Path target, String format) {
    return JSON.valueToTree(
        new Conversion(source.toString(), target.toString(), format, null, null));
  }

  /** Twelve downloads of two sites, the size of a first distillation; with a text, to be read. */
  private void distill(boolean training) throws IOException, InterruptedException {
    StringBuilder examples = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      boolean webp = i % 2 == 0;
      ObjectNode example = JSON.createObjectNode();
      example
          .putObject("input")
          .put("name", "picture-" + i)
          .put("text", "a picture of number " + i)
          .put("extension", webp ? "webp" : "png")
          .put("mime", webp ? "image/webp" : "image/png")
          .put("host", i % 3 == 0 ? "news.example" : "shop.example")
          .put("bytes", 10_000 + i)
          .put("folder", "Downloads");
      example.put("output", webp ? "convert:jpeg" : "leave");
      example.put("time", Instant.EPOCH.plusSeconds(i).toString());
      examples.append(example).append('\n');
    }
    Path file = Files.writeString(scratch.resolve("examples.jsonl"), examples);
    ObjectNode order = JSON.createObjectNode();
    order.put("kind", "classify").put("examples", file.toString());
    order.put("out", pack().toString()).put("seed", 1);
    work("distill", training, "distill", order);
  }

  private Path pack() {
    return scratch.resolve("trained.still");
  }

  /** Has a worker do one job; whether it succeeds is for the tests to say. */
  private void work(String name, boolean training, String job, JsonNode arguments)
      throws IOException, InterruptedException {
    Process worker = start(line(name, training, List.of()));
    ObjectNode prepare = JSON.createObjectNode().put("type", "prepare").put("job", job);
    Frames.write(worker.getOutputStream(), JSON.writeValueAsBytes(prepare));
    ObjectNode start = JSON.createObjectNode();
    start.put("type", "start").put("job", job).set("arguments", arguments);
    Frames.write(worker.getOutputStream(), JSON.writeValueAsBytes(start));
    byte[] frame;
    do {
      frame = Frames.read(worker.getInputStream(), Frames.MAX_FROM_PEER);
      if (frame != null && JSON.readTree(frame).path("type").asText().equals("failed")) {
        System.err.println("image: training " + name + ": " + JSON.readTree(frame).path("message"));
      }
    } while (frame != null && JSON.readTree(frame).path("type").asText().equals("progress"));
    end(worker, name);
  }

  private Path log() {
    return scratch.resolve("training.log");
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
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
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
    if (TOGETHER.contains(name) && process.exitValue() != 0) {
      throw new IOException(
          "the training run of "
              + name
              + " broke down, status "
              + process.exitValue()
              + ": "
              + String.join(
                  " / ", Files.readAllLines(log()).reversed().stream().limit(20).toList()));
    }
  }
}
