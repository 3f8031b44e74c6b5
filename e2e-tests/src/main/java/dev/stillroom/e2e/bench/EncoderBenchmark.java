package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one answer takes, from the start of a process and afterwards. The peer reads the same texts
 * with the same network, turn by turn, so that whatever else the machine does is the same for both.
 */
public final class EncoderBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Integer> TOKENS = List.of(16, 32, 128);
  private static final int LABELS = 77;
  private static final int WARM_UP = 10;

  /** Of each the tokenizer makes one token. */
  private static final List<String> WORDS =
      List.of(
          "the house where we live is old but the garden behind it has many trees and a small pond"
              .split(" "));

  private final Random random = new Random(1);

  @Override
  public String name() {
    return "encoder";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      Path reader = stage.downloads().resolve("reader.still");
      Path words = stage.downloads().resolve("words.still");
      MadePacks packs = new MadePacks(1);
      MadePacks.write(reader, packs.encoderHead(LABELS, 2_600, 26));
      MadePacks.write(words, packs.linear(LABELS, 3_000, 26));
      starts(stage, reader, quick ? 3 : 9, table);
      wordsAlone(stage, words, quick ? 500 : 2_000, table);
      turnByTurn(stage, reader, quick ? 40 : 200, table);
    }
  }

  private static void starts(Stage stage, Path reader, int times, Table table) throws IOException {
    List<Double> first = new ArrayList<>();
    List<Double> session = new ArrayList<>();
    Path text = stage.downloads().resolve("text.jsonl");
    for (int i = 0; i < times; i++) {
      // New each time: one that is known would not be read.
      Files.writeString(text, "{\"input\": \"what comes first in round " + i + "\"}\n");
      long began = System.nanoTime();
      stage.stillroom("run", reader.toString(), "--inputs", text.toString());
      first.add((System.nanoTime() - began) / 1e6);
      session.add(sessionMillis(stage));
    }
    String how = "median of " + times;
    table.add(
        "run: start of the process to the end of its first answer",
        "ms",
        700.0,
        HostProcess.median(first),
        how + "; Java, the pack, the encoder with its libraries");
    table.add("encoder: its session", "ms", 150.0, HostProcess.median(session), how);
  }

  /** As {@code doctor} says it; what else is wrong with this stage does not matter here. */
  private static double sessionMillis(Stage stage) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(stage.image().resolve("bin/stillroom").toString(), "doctor", "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(stage.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    for (JsonNode finding : JSON.readTree(process.getInputStream()).path("findings")) {
      Matcher said =
          Pattern.compile("network in (\\d+) ms").matcher(finding.path("detail").asText());
      if (finding.path("what").asText().equals("encoder") && said.find()) {
        return Double.parseDouble(said.group(1));
      }
    }
    throw new IOException("doctor does not say how long the encoder took");
  }

  private void wordsAlone(Stage stage, Path pack, int texts, Table table) throws IOException {
    List<Double> millis = new ArrayList<>();
    try (LineProcess ours = ours(stage, pack)) {
      for (int i = 0; i < texts; i++) {
        millis.add(ours.ask(text(16)).path("millis").asDouble());
      }
    }
    table.add(
        "hashed linear: one text of 14 words",
        "ms",
        0.1,
        HostProcess.median(millis),
        "median of " + texts + ", the first ones included");
  }

  private void turnByTurn(Stage stage, Path pack, int rounds, Table table) throws IOException {
    TransformersJs installed = null;
    String left = "";
    try {
      installed = TransformersJs.in(stage.image().resolveSibling("peers/transformers-js"));
    } catch (IOException none) {
      left = "transformers.js is left out, it cannot be installed: " + none.getMessage();
      System.err.println("bench encoder: " + left);
    }
    try (LineProcess ours = ours(stage, pack);
        LineProcess peer = installed == null ? null : installed.start()) {
      for (int tokens : TOKENS) {
        compare(ours, peer, tokens, rounds, left, table);
      }
    }
  }

  /** Milliseconds by the clock, and of the processor: the latter also on a busy machine. */
  private record Taken(List<Double> wall, List<Double> processor) {
    Taken() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    JsonNode ask(LineProcess process, String text, boolean counts) throws IOException {
      double before = process.processorMillis();
      JsonNode answer = process.ask(text);
      if (counts) {
        wall.add(answer.path("millis").asDouble());
        processor.add(process.processorMillis() - before);
      }
      return answer;
    }
  }

  private void compare(
      LineProcess ours, LineProcess peer, int tokens, int rounds, String left, Table table)
      throws IOException {
    Taken own = new Taken();
    Taken theirs = new Taken();
    for (int i = -WARM_UP; i < rounds; i++) {
      String text = text(tokens);
      own.ask(ours, text, i >= 0);
      if (peer != null) {
        int counted = theirs.ask(peer, text, i >= 0).path("tokens").asInt();
        if (counted != tokens) {
          throw new IOException("'" + text + "' has " + counted + " tokens, not " + tokens);
        }
      }
    }
    String what = "encoder student, " + tokens + " tokens: one text";
    String busy = "encoder student, " + tokens + " tokens: processor time";
    String how =
        "median of " + rounds + (peer == null ? "; " + left : ", turn by turn, one thread");
    String whole = "median; the whole request, reading and printing included";
    if (peer == null) {
      table.add(what, "ms", null, HostProcess.median(own.wall()), how);
      table.add(busy, "ms", null, HostProcess.median(own.processor()), whole);
      return;
    }
    String name = "transformers.js " + TransformersJs.VERSION + ", " + tokens + " tokens: ";
    double goal = HostProcess.median(theirs.wall());
    double busyGoal = HostProcess.median(theirs.processor());
    table.add(what, "ms", goal, HostProcess.median(own.wall()), how);
    table.peer(name + "one text", "ms", goal, how);
    table.add(busy, "ms", busyGoal, HostProcess.median(own.processor()), whole);
    table.peer(name + "processor time", "ms", busyGoal, whole);
  }

  private static LineProcess ours(Stage stage, Path pack) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            stage.image().resolve("bin/stillroom").toString(), "run", pack.toString());
    builder.environment().putAll(stage.environment());
    return new LineProcess(builder, stage.downloads().resolve("errors.txt"));
  }

  /** So many tokens, the two at the ends included; a text that was never read before. */
  private String text(int tokens) {
    StringBuilder text = new StringBuilder();
    for (int i = 2; i < tokens; i++) {
      text.append(i == 2 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return text.toString();
  }
}
