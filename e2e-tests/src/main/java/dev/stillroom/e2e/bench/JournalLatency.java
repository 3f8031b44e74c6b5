package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** From an event's sending to its acknowledgement, as the extension sees it: through the relay. */
final class JournalLatency {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int PER_SECOND = 200;
  private static final int FULL = 100_000;
  private static final int BATCH = 500;

  private final Path image;
  private final boolean quick;

  JournalLatency(Path image, boolean quick) {
    this.image = image;
    this.quick = quick;
  }

  void measure(Table table) throws IOException {
    int events = quick ? 400 : 2000;
    int full = quick ? FULL / 10 : FULL;
    try (Stage stage = Stage.set(image);
        HostProcess host = HostProcess.start(stage)) {
      host.hello();
      latencies(host, stage, events); // the JVM warms up
      List<Double> empty = latencies(host, stage, events);
      fill(host, stage, full);
      List<Double> filled = latencies(host, stage, events);
      String how = events + " events at " + PER_SECOND + " a second";
      double median = HostProcess.median(empty);
      table.add("event to acknowledgement, median", "ms", 5.0, median, how);
      table.peer(
          "event to acknowledgement, 95th percentile",
          "ms",
          HostProcess.quantile(empty, 0.95),
          how);
      String with = "with " + full + " events in the journal";
      table.add("the same " + with + ", median", "ms", 5.0, HostProcess.median(filled), how);
      table.peer(
          "the same " + with + ", 95th percentile", "ms", HostProcess.quantile(filled, 0.95), how);
      table.add(
          "change of the median by " + full + " events",
          "times",
          1.5,
          HostProcess.median(filled) / median,
          how);
    }
  }

  private static List<Double> latencies(HostProcess host, Stage stage, int count)
      throws IOException {
    Map<Long, Long> sent = new ConcurrentHashMap<>();
    List<Double> millis = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (millis.size() < count) {
                      Long at = sent.get(host.read().path("id").asLong());
                      if (at != null) {
                        millis.add((System.nanoTime() - at) / 1e6);
                      }
                    }
                  } catch (IOException broken) {
                    failures.add(broken);
                  }
                });
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = began + i * 1_000_000_000L / PER_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long now = System.nanoTime();
      // The reply may be read before send returns, so its time is noted under the next id first.
      sent.put(host.nextId(), now);
      host.send(record(stage, i, 1));
    }
    try {
      reader.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return millis;
  }

  private static void fill(HostProcess host, Stage stage, int events) throws IOException {
    for (int i = 0; i < events; i += BATCH) {
      JsonNode reply = host.ask(record(stage, i, BATCH));
      if (!reply.path("type").asText().equals("acknowledged")) {
        throw new IOException("the engine did not take " + BATCH + " events: " + reply);
      }
    }
  }

  /** Downloads that are gone by now: the journal's work, and nobody else's. */
  private static ObjectNode record(Stage stage, int from, int count) {
    ObjectNode request = JSON.createObjectNode().put("type", "recordEvents");
    ArrayNode events = request.putArray("events");
    for (int i = from; i < from + count; i++) {
      events
          .addObject()
          .put("type", "download")
          .put("id", UUID.randomUUID().toString())
          .put("time", Instant.now().toString())
          .put("session", "bench")
          .put("url", "http://files.localhost/" + i + ".dat")
          .put("finalUrl", "http://files.localhost/" + i + ".dat")
          .put("referrer", "http://files.localhost/")
          .putNull("pageUrl")
          .put("title", "Files")
          .put("mime", "application/octet-stream")
          .put("bytes", 1000 + i)
          .put("path", stage.downloads().resolve(i + ".dat").toString());
    }
    return request;
  }
}
