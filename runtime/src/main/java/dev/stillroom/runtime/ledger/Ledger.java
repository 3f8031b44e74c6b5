package dev.stillroom.runtime.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The privacy ledger: a line before each request to a teacher leaves, a line with what it took when
 * it was answered. It names hosts, models and tasks, never what was sent. A process that is killed
 * between the two has still told what it sent, and has paid for it at its dearest: what is put
 * aside for a request counts as spent until it is known what it took.
 */
public final class Ledger {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "ledger.jsonl";

  /** Characters of a year and month. */
  private static final int MONTH = 7;

  private final Path file;
  private final Month month = new Month();

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
          cost + Ledger.cost(line),
          bytes + (left ? sent : 0),
          bytesHere + (left ? 0 : sent));
    }
  }

  /** What a line adds to the sum: what was put aside comes back once it is known what was taken. */
  private static double cost(JsonNode line) {
    return Math.max(0, line.path("cost").asDouble()) - Math.max(0, line.path("back").asDouble());
  }

  /** Writes that a request leaves that costs nothing; it must not leave where this fails. */
  public void sent(Sent sent) throws IOException {
    sent(sent, 0, 0);
  }

  /**
   * Writes that a request leaves, and puts aside what it may cost; it must not leave where this
   * fails.
   *
   * @param most what it costs at its dearest
   * @param limit of its month, for all processes together; 0 for none
   * @return false where the month cannot pay for it: nothing is written then
   */
  public boolean sent(Sent sent, double most, double limit) throws IOException {
    ObjectNode line = line(sent);
    line.put("calls", 1).put("left", sent.left()).put("bytes", sent.bytes());
    if (most > 0) {
      line.put("cost", most);
    }
    return OwnFile.append(
        file, () -> limit > 0 && month.spent(sent.time()) + most > limit ? null : line.toString());
  }

  /** Writes what an answer took for which nothing was put aside. */
  public void used(Sent sent, long tokensIn, long tokensOut, double cost) throws IOException {
    used(sent, tokensIn, tokensOut, cost, 0);
  }

  /**
   * Writes what an answer took.
   *
   * @param sent as it was written when it left
   * @param back what was put aside for it
   */
  public void used(Sent sent, long tokensIn, long tokensOut, double cost, double back)
      throws IOException {
    OwnFile.append(file, took(line(sent), tokensIn, tokensOut, cost, back));
  }

  /**
   * Writes what an answer took whose asker is gone; what its last request put aside comes back.
   *
   * @param sent like that request: to the same model, for the same task
   */
  public void stopped(Sent sent, long tokensIn, long tokensOut, double cost) throws IOException {
    OwnFile.append(
        file,
        () -> {
          ObjectNode line = line(sent);
          JsonNode last = null;
          for (JsonNode one : lines()) {
            boolean same =
                List.of("to", "model", "task").stream()
                    .allMatch(name -> one.path(name).equals(line.path(name)));
            last = same ? one : last;
          }
          if (last == null || last.path("calls").asLong() != 1) {
            return took(line, tokensIn, tokensOut, cost, 0);
          }
          line.set("time", last.path("time"));
          return took(line, tokensIn, tokensOut, cost, last.path("cost").asDouble());
        });
  }

  private static String took(
      ObjectNode line, long tokensIn, long tokensOut, double cost, double back) {
    line.put("in", tokensIn).put("out", tokensOut);
    if (cost > 0) {
      line.put("cost", cost);
    }
    if (back > 0) {
      line.put("back", back);
    }
    return line.toString();
  }

  private static ObjectNode line(Sent sent) {
    return line(sent.time(), sent.to(), sent.model(), sent.task());
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
      List<String> key =
          List.of(
              month(line),
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
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      return lines(reader);
    } catch (NoSuchFileException nothingYet) {
      return List.of();
    }
  }

  private static List<JsonNode> lines(BufferedReader reader) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      try {
        lines.add(JSON.readTree(line));
      } catch (JsonProcessingException cut) {
        // The power went while it was written.
      }
    }
    return lines;
  }

  /** The year and month of a line (of UTC); empty where it was forgotten. */
  private static String month(JsonNode line) {
    String time = line.path("time").asText("");
    return time.length() < MONTH ? "" : time.substring(0, MONTH);
  }

  /**
   * Forgets when, whom and what for; the sum stays, so that "0 bytes left this machine" is never
   * said of a machine that sent some, and what this month cost, so that its limit holds.
   */
  public void forget(Instant now) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    OwnFile.replace(file, () -> forgotten(now.toString().substring(0, MONTH)));
  }

  /** The lines that are left; null where none is. */
  private String forgotten(String thisMonth) throws IOException {
    Total total = Total.NONE;
    double before = 0;
    double spent = 0;
    for (JsonNode line : lines()) {
      total = total.and(line);
      if (month(line).equals(thisMonth)) {
        spent += cost(line);
      } else {
        before += cost(line);
      }
    }
    if (total.equals(Total.NONE)) {
      return null;
    }
    ObjectNode away = JSON.createObjectNode();
    away.put("calls", total.calls()).put("in", total.tokensIn()).put("out", total.tokensOut());
    away.put("cost", before).put("left", true).put("bytes", total.bytes());
    ObjectNode here = JSON.createObjectNode().put("left", false).put("bytes", total.bytesHere());
    ObjectNode month = JSON.createObjectNode().put("time", thisMonth).put("cost", spent);
    return away + "\n" + here + "\n" + (spent > 0 ? month + "\n" : "");
  }

  /** What a month cost so far; read on from where the file ended, while nobody else writes. */
  private final class Month {
    private String name = "";
    private double spent;
    private long read;
    private Object key;

    double spent(Instant time) throws IOException {
      String wanted = time.toString().substring(0, MONTH);
      if (!Files.exists(file)) {
        return 0;
      }
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (!wanted.equals(name) || now.size() < read || !Objects.equals(key, now.fileKey())) {
        name = wanted;
        spent = 0;
        read = 0;
        key = now.fileKey();
      }
      try (BufferedReader reader = from(read)) {
        for (JsonNode line : lines(reader)) {
          spent += month(line).equals(name) ? cost(line) : 0;
        }
      }
      read = now.size();
      return spent;
    }

    private BufferedReader from(long position) throws IOException {
      SeekableByteChannel channel = Files.newByteChannel(file);
      channel.position(position);
      return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }
  }
}
