package dev.stillroom.runtime.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The privacy ledger: a line before each request to a teacher leaves, a line with what it took when
 * it was answered. It names hosts, models and tasks, never what was sent. A process that is killed
 * between the two has still told what it sent.
 */
public final class Ledger {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "ledger.jsonl";

  /** Characters of a year and month. */
  private static final int MONTH = 7;

  private final Path file;

  /**
   * @param directory the home's directory of teachers
   */
  public Ledger(Path directory) {
    this.file = directory.resolve(NAME);
  }

  /**
   * A request that is about to leave.
   *
   * @param to the host it goes to
   * @param left whether that is another machine
   * @param bytes of its body
   * @param task what it is for, as the person named it
   */
  public record Sent(
      Instant time, String to, String model, boolean left, long bytes, String task) {}

  /**
   * The sum of all lines.
   *
   * @param bytes that left this machine
   * @param bytesHere that went to a teacher on this machine
   * @param cost in the unit of the prices that were given
   */
  public record Total(
      long calls, long tokensIn, long tokensOut, double cost, long bytes, long bytesHere) {

    public static final Total NONE = new Total(0, 0, 0, 0, 0, 0);

    private Total and(JsonNode line) {
      boolean left = line.path("left").asBoolean();
      long sent = Math.max(0, line.path("bytes").asLong());
      return new Total(
          calls + Math.max(0, line.path("calls").asLong()),
          tokensIn + Math.max(0, line.path("in").asLong()),
          tokensOut + Math.max(0, line.path("out").asLong()),
          cost + Math.max(0, line.path("cost").asDouble()),
          bytes + (left ? sent : 0),
          bytesHere + (left ? 0 : sent));
    }
  }

  /** Writes that a request leaves; it must not leave where this fails. */
  public void sent(Sent sent) throws IOException {
    OwnFile.append(
        file,
        line(sent.time(), sent.to(), sent.model(), sent.task())
            .put("calls", 1)
            .put("left", sent.left())
            .put("bytes", sent.bytes())
            .toString());
  }

  /** Writes what an answer took. */
  public void used(Sent sent, long tokensIn, long tokensOut, double cost) throws IOException {
    ObjectNode line = line(sent.time(), sent.to(), sent.model(), sent.task());
    line.put("in", tokensIn).put("out", tokensOut);
    if (cost > 0) {
      line.put("cost", cost);
    }
    OwnFile.append(file, line.toString());
  }

  private static ObjectNode line(Instant time, String to, String model, String task) {
    return JSON.createObjectNode()
        .put("time", time.toString())
        .put("to", to)
        .put("model", model)
        .put("task", task);
  }

  /** The sum of all that was written; a line that is damaged counts for nothing. */
  public Total total() throws IOException {
    Total total = Total.NONE;
    for (JsonNode line : lines()) {
      total = total.and(line);
    }
    return total;
  }

  /**
   * What one task took of one teacher in one month.
   *
   * @param month as 2026-01; empty where it was forgotten, as are the others then
   */
  public record Entry(String month, String to, String model, String task, Total total) {}

  /** The same for each month, teacher and task, in the order of time. */
  public List<Entry> entries() throws IOException {
    Map<List<String>, Total> sums = new LinkedHashMap<>();
    for (JsonNode line : lines()) {
      String time = line.path("time").asText("");
      List<String> key =
          List.of(
              time.length() < MONTH ? "" : time.substring(0, MONTH),
              line.path("to").asText(""),
              line.path("model").asText(""),
              line.path("task").asText(""));
      sums.put(key, sums.getOrDefault(key, Total.NONE).and(line));
    }
    List<Entry> entries = new ArrayList<>();
    sums.forEach(
        (key, total) ->
            entries.add(new Entry(key.get(0), key.get(1), key.get(2), key.get(3), total)));
    return entries;
  }

  /** Every request, newest first; the time is null where it was forgotten. */
  public List<Sent> requests() throws IOException {
    List<Sent> requests = new ArrayList<>();
    for (JsonNode line : lines()) {
      if (line.path("calls").asLong() > 0) {
        requests.add(
            new Sent(
                time(line.path("time").asText("")),
                line.path("to").asText(""),
                line.path("model").asText(""),
                line.path("left").asBoolean(),
                Math.max(0, line.path("bytes").asLong()),
                line.path("task").asText("")));
      }
    }
    return requests.reversed();
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException damaged) {
      return null;
    }
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        try {
          lines.add(JSON.readTree(line));
        } catch (JsonProcessingException cut) {
          // The power went while it was written.
        }
      }
    } catch (NoSuchFileException nothingYet) {
      return List.of();
    }
    return lines;
  }

  /**
   * Forgets when, whom and what for; the sum stays, so that "0 bytes left this machine" is never
   * said of a machine that sent some.
   */
  public void forget() throws IOException {
    Total total = total();
    if (total.equals(Total.NONE)) {
      Files.deleteIfExists(file);
      return;
    }
    ObjectNode away = JSON.createObjectNode();
    away.put("calls", total.calls()).put("in", total.tokensIn()).put("out", total.tokensOut());
    away.put("cost", total.cost()).put("left", true).put("bytes", total.bytes());
    ObjectNode here = JSON.createObjectNode().put("left", false).put("bytes", total.bytesHere());
    OwnFile.replace(file, away + "\n" + here + "\n");
  }
}
