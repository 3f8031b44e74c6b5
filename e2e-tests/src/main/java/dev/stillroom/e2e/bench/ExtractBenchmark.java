package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.e2e.bench.pages.Family;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Answer;
import dev.stillroom.runtime.student.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Extractors distilled as {@code distill} does it, and what they say of what they have not seen.
 */
public final class ExtractBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TESTED = 40;
  private static final long[] SEEDS = {101, 102, 103};
  private static final Map<Integer, Double> PAGE_GOALS = Map.of(1, 0.95, 3, 0.97, 5, 0.98);

  /** What a set of texts is measured with: floors and published figures. */
  private record Texts(String set, String train, double goal, String published) {
    String name() {
      return set + " " + train;
    }
  }

  private static final List<Texts> TEXTS =
      List.of(
          new Texts("restaurant8k", "train_3", 0.90, "floor .34 (train_4)"),
          new Texts("restaurant8k", "train_0", 0.94, "floor .594; Span-ConveRT .96"),
          new Texts("crossner-ai", "train", 0.486, "floor .336; BERT, adapted .626 (recalled)"),
          new Texts("crossner-music", "train", 0.356, "floor .206; BERT, adapted .757 (recalled)"),
          new Texts(
              "crossner-literature", "train", 0.352, "floor .202; BERT, adapted .690 (recalled)"));

  @Override
  public String name() {
    return "extract";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    run(new Scope(data, quick, List.of(), 0, false, () -> {}), table);
  }

  /** A part of the benchmark that is measured as a whole. */
  private interface Part {
    void measure(Path directory) throws IOException;
  }

  @Override
  public void run(Scope scope, Table table) throws IOException {
    Path data = scope.data();
    Map<String, Part> parts = new LinkedHashMap<>();
    for (int pages : new int[] {1, 3, 5}) {
      parts.put("pages-" + pages, directory -> families(directory, pages, scope.quick(), table));
    }
    parts.put("hostile", directory -> HostileExtract.run(directory, scope.quick(), data, table));
    if (data != null) {
      for (int pages : new int[] {1, 3, 5}) {
        Path set = data.resolve("extract/swde-booksamillion");
        parts.put("swde-" + pages, directory -> swde(set, pages, directory, table));
      }
      for (Texts texts : scope.quick() ? TEXTS.subList(0, 1) : TEXTS) {
        parts.put(
            texts.name(), directory -> texts(data.resolve("extract"), texts, directory, table));
      }
    }
    Path directory = Files.createTempDirectory("stillroom-extract");
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (scope.wants(part.getKey()) && !table.has(part.getKey())) {
        part.getValue().measure(directory);
        scope.checkpoint().run();
      }
    }
  }

  private static void families(Path directory, int pages, boolean quick, Table table)
      throws IOException {
    List<Double> scores = new ArrayList<>();
    FieldScores all = new FieldScores();
    Timing timing = new Timing();
    for (Family family : Family.values()) {
      FieldScores scored = new FieldScores();
      for (long seed : quick ? new long[] {SEEDS[0]} : SEEDS) {
        Path train = directory.resolve("family.jsonl");
        write(train, family.examples(pages, 2, seed));
        Model model = distill(train, directory);
        for (ObjectNode line : family.examples(TESTED, 4, seed + 500)) {
          JsonNode said = said(model, line.get("input"), timing);
          scored.add(line.get("output"), said);
          all.add(line.get("output"), said);
        }
      }
      scores.add(scored.microF1());
      table.addAtLeast(
          "pages-" + pages + ": " + family.name().toLowerCase(Locale.ROOT) + ", micro F1",
          "",
          pages == 5 ? 0.95 : null,
          scored.microF1(),
          "own pages; blocks missing, moved, wrapped, renamed, advertisements");
    }
    table.addAtLeast(
        "pages-" + pages + ": own families, mean micro F1",
        "",
        pages == 5 ? 0.95 : null,
        scores.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        String.format(
            Locale.ROOT,
            "%.1f %% of fields answered, %.1f %% of these wrong, %s a page, %s",
            100 * all.coverage(),
            100 * all.errorWhenAnswering(),
            timing.median(),
            Timing.load()));
  }

  private static void swde(Path set, int pages, Path directory, Table table) throws IOException {
    FieldScores scores = new FieldScores();
    Timing timing = new Timing();
    score(distill(set.resolve("train_" + pages + ".jsonl"), directory), set, scores, timing);
    double goal = PAGE_GOALS.get(pages);
    double sum = 0;
    for (Map.Entry<String, Double> field : scores.pageF1().entrySet()) {
      table.addAtLeast(
          "swde-" + pages + ": " + field.getKey() + ", page F1", "", goal, field.getValue(), "");
      sum += field.getValue() / scores.pageF1().size();
    }
    table.addAtLeast(
        "swde-" + pages + ": mean page F1",
        "",
        goal,
        sum,
        String.format(
            Locale.ROOT,
            "115 pages; most frequent absolute XPath .922; %s a page, %s",
            timing.median(),
            Timing.load()));
  }

  private static void texts(Path data, Texts texts, Path directory, Table table)
      throws IOException {
    Path set = data.resolve(texts.set());
    FieldScores always = new FieldScores();
    FieldScores sure = new FieldScores();
    Timing timing = new Timing();
    Timing distilling = new Timing();
    Model model = distill(set.resolve(texts.train() + ".jsonl"), directory, distilling);
    for (String line : Files.readAllLines(set.resolve("test.jsonl"))) {
      JsonNode example = JSON.readTree(line);
      Answer answer = timing.measure(() -> model.answer(Input.of(example.path("input"))));
      sure.add(example.path("output"), written(answer));
      // Published figures are those of models that always answer.
      always.add(example.path("output"), written(answer.answered()));
    }
    table.addAtLeast(
        texts.name() + ": micro F1, always answering",
        "",
        texts.goal(),
        always.microF1(),
        String.format(
            Locale.ROOT,
            "%s, distilled in %.0f s (%.0f of processor time), %s a text, %s; where it may abstain"
                + " F1 %.3f, %.0f %% of fields answered, %.1f %% of the values said wrong; %s",
            model.architecture().label(),
            distilling.wall(0.5) / 1000,
            distilling.processor(0.5) / 1000,
            timing.median(),
            Timing.load(),
            sure.microF1(),
            100 * sure.coverage(),
            100 * (1 - sure.precision()),
            texts.published()));
  }

  private static void score(Model model, Path set, FieldScores scores, Timing timing)
      throws IOException {
    for (String line : Files.readAllLines(set.resolve("test.jsonl"))) {
      JsonNode example = JSON.readTree(line);
      scores.add(example.path("output"), said(model, example.path("input"), timing));
    }
  }

  private static JsonNode said(Model model, JsonNode input, Timing timing) {
    return written(timing.measure(() -> model.answer(Input.of(input))));
  }

  private static JsonNode written(Answer answer) {
    ObjectNode line = JSON.createObjectNode();
    answer.write(line, false);
    return line;
  }

  private static void write(Path file, List<ObjectNode> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines.stream().map(ObjectNode::toString).toList()));
  }

  /** The model that {@code distill} makes of a file. */
  static Model distill(Path examples, Path directory) throws IOException {
    return distill(examples, directory, new Timing());
  }

  private static Model distill(Path examples, Path directory, Timing timing) throws IOException {
    Path out = directory.resolve("bench.still");
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("kind", "extract").put("examples", examples.toString());
    arguments.put("out", out.toString());
    try {
      timing.<JsonNode, Exception>measure(
          () -> new DistillJob().run(arguments, (fraction, phase) -> {}));
      return PackReader.read(out).model();
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new IOException("cancelled", cancelled);
    } catch (Exception refused) {
      throw new IOException(examples + ": " + refused.getMessage(), refused);
    }
  }
}
