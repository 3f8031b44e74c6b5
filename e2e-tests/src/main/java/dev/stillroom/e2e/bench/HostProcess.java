package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Extension;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.runtime.job.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The native host as a browser starts it: the manifest's program, with the extension's origin as
 * its argument and frames on its standard streams.
 */
public final class HostProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private long lastId;

  private HostProcess(Process process) {
    this.process = process;
  }

  /** Starts what the stage's manifest names; the engine behind it starts where there is none. */
  public static HostProcess start(Stage stage) throws IOException {
    Path manifest =
        stage.profile().resolve("NativeMessagingHosts").resolve("dev.stillroom.host.json");
    if (!Files.exists(manifest)) {
      stage.stillroom("install", "--manifest-dir", manifest.getParent().toString());
    }
    String program = JSON.readTree(manifest.toFile()).path("path").asText();
    ProcessBuilder builder = new ProcessBuilder(program, Extension.ofImage(stage.image()).url(""));
    builder.environment().clear();
    builder.environment().putAll(stage.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new HostProcess(builder.start());
  }

  public long pid() {
    return process.pid();
  }

  /** Sends a request and waits for its reply; pushes in between are read past. */
  public JsonNode ask(JsonNode request) throws IOException {
    long id = send(request);
    while (true) {
      JsonNode frame = read();
      if (frame.path("id").asLong() == id) {
        return frame.path("reply");
      }
    }
  }

  public JsonNode ask(String request) throws IOException {
    return ask(JSON.readTree(request));
  }

  /** Says hello, which every connection begins with. */
  public JsonNode hello() throws IOException {
    return ask(
        "{\"type\":\"hello\",\"client\":\"extension\",\"version\":\"0.1.0\",\"protocol\":1}");
  }

  /** The id that the next request will have. */
  long nextId() {
    return lastId + 1;
  }

  /** Sends a request and does not wait; returns its id. */
  public long send(JsonNode request) throws IOException {
    long id = ++lastId;
    Frames.write(
        process.getOutputStream(),
        JSON.writeValueAsBytes(JSON.createObjectNode().put("id", id).set("request", request)));
    return id;
  }

  /** The next frame, whichever it is. */
  public JsonNode read() throws IOException {
    byte[] payload = Frames.read(process.getInputStream(), Frames.MAX_FROM_PEER);
    if (payload == null) {
      throw new IOException("the native host ended: see the log in its home");
    }
    return JSON.readTree(payload);
  }

  /** Milliseconds from the start of the process to its first reply; the median of several. */
  public static double relayStartMillis(Stage stage, int times) throws IOException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      try (HostProcess host = start(stage)) {
        host.hello();
        millis.add((System.nanoTime() - began) / 1e6);
      }
    }
    return median(millis);
  }

  static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  static double quantile(List<Double> values, double q) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
