package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.distiller.dataset.Rouge;
import dev.stillroom.e2e.bench.pages.Family;
import dev.stillroom.e2e.bench.summary.Reader;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.CentralSentences;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.EncodedSentenceRanker;
import dev.stillroom.runtime.student.LeadSentences;
import dev.stillroom.runtime.student.SentenceRanker;
import dev.stillroom.runtime.student.SentenceWeights;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Summaries beside lead and TextRank: public sets, made-up readers, cards of the project's own
 * pages, and how long a text of 2,000 words takes, transformers.js in the same run.
 */
public final class SummarizeBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGES = 15;
  private static final int TESTED = 40;
  private static final int SENTENCES = 100;
  private static final long[] SEEDS = {11, 12, 13};

  @Override
  public String name() {
    return "summarize";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    run(new Scope(data, quick, List.of(), 0, false, () -> {}), table);
  }

  private interface Part {
    void measure(Path directory) throws IOException;
  }

  @Override
  public void run(Scope scope, Table table) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("readers", directory -> readers(directory, scope.quick(), table));
    parts.put("cards", directory -> cards(directory, scope.quick(), table));
    parts.put("speed", directory -> speed(directory, scope.quick(), table));
    if (scope.data() != null) {
      Path sets = scope.data().resolve("summarize");
      parts.put(
          "scitldr",
          directory -> set(sets, "scitldr", Budget.sentences(1), 38.0, 30.0, directory, table));
      parts.put(
          "bbc", directory -> set(sets, "bbc", Budget.percent(43), null, null, directory, table));
    }
    Path directory = Files.createTempDirectory("stillroom-summarize");
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (scope.wants(part.getKey()) && !table.has(part.getKey())) {
        part.getValue().measure(directory);
        scope.checkpoint().run();
      }
    }
  }

  /** ROUGE in hundredths. */
  private record Scores(double one, double two, double longest) {}

  private static void set(
      Path sets,
      String name,
      Budget budget,
      Double goalOne,
      Double goalLongest,
      Path directory,
      Table table)
      throws IOException {
    Path test = sets.resolve(name).resolve("test.jsonl");
    Scores lead = score(test, new LeadSentences(Choosing.of(budget)), directory);
    Scores central = score(test, new CentralSentences(Choosing.of(budget)), directory);
    Scores untrained = score(test, SentenceRanker.untrained(budget), directory);
    JsonNode[] card = new JsonNode[1];
    Timing timing = new Timing();
    Summarizer trained =
        distill(sets.resolve(name).resolve("train.jsonl"), directory, 1, timing, card);
    Scores learned = score(test, trained, directory);
    double best = Math.max(lead.one(), central.one());
    row(name + ": lead", null, null, lead, "baseline", table);
    row(name + ": TextRank", null, null, central, "baseline", table);
    row(
        name + ": untrained",
        best,
        Math.max(lead.longest(), central.longest()),
        untrained,
        "goal: better than both baselines",
        table);
    row(
        name + ": trained on its train file",
        goalOne == null ? lead.one() + 4 : goalOne,
        goalLongest,
        learned,
        String.format(
            Locale.ROOT,
            "%s, %s, %d bytes, distilled in %.0f s (%.0f of processor time), %s",
            trained.architecture().label(),
            trained.budget().inWords(),
            card[0].path("bytes").asLong(),
            timing.wall(0.5) / 1000,
            timing.processor(0.5) / 1000,
            Timing.load()),
        table);
    table.add(
        name + ": pack", "KB", 100.0, card[0].path("bytes").asLong() / 1000.0, "with its card");
  }

  private static void row(
      String what, Double one, Double longest, Scores scores, String how, Table table) {
    table.addAtLeast(what + ", ROUGE-1", "", one, scores.one(), how);
    table.addAtLeast(
        what + ", ROUGE-L",
        "",
        longest,
        scores.longest(),
        String.format(Locale.ROOT, "ROUGE-2 %.1f", scores.two()));
  }

  /** By the data's own script where it stands beside it, else by the project's own measure. */
  private static Scores score(Path test, Summarizer summarizer, Path directory) throws IOException {
    List<String> gold = Files.readAllLines(test);
    List<String> lines = new ArrayList<>();
    double[] sums = new double[3];
    for (String line : gold) {
      JsonNode example = JSON.readTree(line);
      Summary summary = summarizer.answer(Input.of(example.path("input")));
      lines.add(JSON.createObjectNode().put("output", summary.text()).toString());
      List<String> references = new ArrayList<>();
      JsonNode output = example.path("output");
      (output.isArray() ? output : List.of(output)).forEach(one -> references.add(one.asText()));
      Rouge.Scores own = new Rouge(references).of(summary.text());
      sums[0] += own.one();
      sums[1] += own.two();
      sums[2] += own.longest();
    }
    Path said = directory.resolve("said.jsonl");
    Files.write(said, lines);
    Path script = test.resolve("../../../../bench/score.py").normalize();
    if (Files.exists(script)) {
      Process process =
          new ProcessBuilder(
                  "python3",
                  script.toString(),
                  "summarize",
                  "--gold",
                  test.toString(),
                  "--pred",
                  said.toString(),
                  "--json")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      JsonNode scores = JSON.readTree(process.getInputStream());
      return new Scores(
          scores.path("rouge1").asDouble(),
          scores.path("rouge2").asDouble(),
          scores.path("rougeL").asDouble());
    }
    double scale = 100.0 / gold.size();
    return new Scores(sums[0] * scale, sums[1] * scale, sums[2] * scale);
  }

  private static void readers(Path directory, boolean quick, Table table) throws IOException {
    for (Reader reader : Reader.values()) {
      double before = 0;
      double after = 0;
      int rounds = 0;
      for (long seed : quick ? new long[] {SEEDS[0]} : SEEDS) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
          lines.add(reader.example(Reader.article(random), random).toString());
        }
        Path examples = directory.resolve("reader.jsonl");
        Files.write(examples, lines);
        Summarizer learned = distill(examples, directory, seed, new Timing(), new JsonNode[1]);
        long tested = seed + 1_000;
        before += agreement(reader, SentenceRanker.untrained(Budget.sentences(3)), tested);
        after += agreement(reader, learned, tested);
        rounds++;
      }
      before /= rounds;
      after /= rounds;
      table.addAtLeast(
          "readers: " + reader.name().toLowerCase(Locale.ROOT) + ", gain of what is missing",
          "",
          0.25,
          (after - before) / (1 - before),
          String.format(
              Locale.ROOT,
              "agreement %.2f before, %.2f after %d pages of choices; one choice in ten a whim;"
                  + " %d seeds, %d other pages each",
              before,
              after,
              PAGES,
              rounds,
              TESTED));
    }
  }

  /** The share of three sentences that the reader keeps too. */
  private static double agreement(Reader reader, Summarizer summarizer, long seed) {
    Random random = new Random(seed);
    double sum = 0;
    for (int i = 0; i < TESTED; i++) {
      Reader.Article article = Reader.article(random);
      Set<Integer> kept = reader.keeps(article, random);
      List<String> wanted = kept.stream().map(article.sentences()::get).toList();
      Summary said = summarizer.summarize(Input.of(article.input()), Budget.sentences(3));
      long same = said.sentences().stream().filter(s -> wanted.contains(s.text())).count();
      sum += (double) same / Math.max(1, kept.size());
    }
    return sum / TESTED;
  }

  /** Cards after five pages: fields of the own page families, filled in for pages not seen. */
  private static void cards(Path directory, boolean quick, Table table) throws IOException {
    FieldScores all = new FieldScores();
    int sentences = 0;
    int unsupported = 0;
    for (Family family : Family.values()) {
      for (long seed : quick ? new long[] {SEEDS[0]} : SEEDS) {
        List<String> lines = new ArrayList<>();
        for (ObjectNode line : family.examples(5, 2, seed)) {
          Input input = Input.of(line.get("input"));
          Summary lead = new LeadSentences(Choosing.of(Budget.sentences(2))).answer(input);
          if (!lead.chosen().isEmpty()) {
            ((ObjectNode) line.get("output")).put("summary", lead.text());
          }
          lines.add(line.toString());
        }
        Path examples = directory.resolve("cards.jsonl");
        Files.write(examples, lines);
        Summarizer card = distill(examples, directory, seed, new Timing(), new JsonNode[1]);
        for (ObjectNode line : family.examples(TESTED, 4, seed + 500)) {
          Summary said = card.answer(Input.of(line.get("input")));
          ObjectNode written = JSON.createObjectNode();
          said.write(written, false);
          all.add(line.get("output"), written.path("card"));
          String page = line.get("input").path("html").asText().replaceAll("<[^>]*>|\\s+", " ");
          String flat = plain(page);
          for (var sentence : said.sentences()) {
            sentences++;
            unsupported += flat.contains(plain(sentence.text())) ? 0 : 1;
          }
        }
      }
    }
    table.addAtLeast(
        "cards: fields right after 5 pages, micro F1",
        "",
        0.80,
        all.microF1(),
        String.format(
            Locale.ROOT,
            "own page families, %.1f %% answered, %.1f %% of these wrong",
            100 * all.coverage(),
            100 * all.errorWhenAnswering()));
    table.add(
        "cards: sentences that the page does not have",
        "",
        0.02,
        sentences == 0 ? 0 : (double) unsupported / sentences,
        sentences + " sentences, looked for in the page's text");
  }

  /** Letters and digits alone: markup between words is not looked at. */
  private static String plain(String text) {
    return text.replaceAll("&[a-z#0-9]+;|[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  private static void speed(Path directory, boolean quick, Table table) throws IOException {
    Random random = new Random(5);
    int rounds = quick ? 3 : 9;
    Timing words = new Timing();
    SentenceRanker untrained = SentenceRanker.untrained(Budget.DEFAULT);
    Timing.Work<Summary, RuntimeException> one =
        () -> untrained.answer(Input.of(JSON.getNodeFactory().textNode(text(random))));
    for (int i = 0; i < 20; i++) {
      one.done();
    }
    for (int i = 0; i < rounds; i++) {
      words.measure(one);
    }
    String of = "2,000 words, " + SENTENCES + " sentences; median of " + rounds + ", warm, ";
    table.add("speed: without the encoder", "ms", 20.0, words.wall(0.5), of + words.median());
    Path image = Stage.imageOfBuild();
    Encoders encoders = new Encoders(image.resolve("encoder"), null, Clock.systemUTC());
    var encoder = encoders.find(EncoderModel.current().digest());
    if (encoder.isEmpty()) {
      return;
    }
    EncodedSentenceRanker ranker =
        new EncodedSentenceRanker(
            Choosing.of(Budget.DEFAULT),
            SentenceWeights.UNTRAINED,
            encoder.get(),
            new float[] {1, 1, 0},
            new byte[EncoderModel.WIDTH],
            0.01f);
    Timing encoded = new Timing();
    List<Double> peer = new ArrayList<>();
    LineProcess process = null;
    String left = "";
    try {
      process = TransformersJs.in(image.resolveSibling("peers/transformers-js")).start();
    } catch (IOException none) {
      left = "; transformers.js is left out, it cannot be installed: " + none.getMessage();
    }
    for (int i = -1; i < rounds; i++) {
      String text = text(random);
      Timing warm = i < 0 ? new Timing() : encoded;
      warm.measure(() -> ranker.answer(Input.of(JSON.getNodeFactory().textNode(text))));
      if (process != null) {
        double sum = 0;
        for (String sentence : text.split("(?<=\\.) |\n\n")) {
          sum += process.ask(sentence).path("millis").asDouble();
        }
        if (i >= 0) {
          peer.add(sum);
        }
      }
    }
    if (process != null) {
      process.close();
    }
    table.add(
        "speed: with the encoder", "ms", 1200.0, encoded.wall(0.5), of + encoded.median() + left);
    if (!peer.isEmpty()) {
      table.peer(
          "speed: transformers.js " + TransformersJs.VERSION + ", the same sentences",
          "ms",
          HostProcess.median(peer),
          "turn by turn, one thread, " + Timing.load());
    }
  }

  /** A hundred sentences of twenty words that were never read before. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder("What was seen at the river\n\n");
    String[] words =
        "river quiet copper garden morning small heavy paper window road winter bright market wood"
            .split(" ");
    for (int i = 0; i < SENTENCES; i++) {
      text.append("Word ").append(random.nextInt(1_000_000));
      for (int k = 2; k < 20; k++) {
        text.append(' ').append(words[random.nextInt(words.length)]);
      }
      text.append(i % 6 == 5 ? ".\n\n" : ". ");
    }
    return text.toString();
  }

  private static Summarizer distill(
      Path examples, Path directory, long seed, Timing timing, JsonNode[] card) throws IOException {
    Path out = directory.resolve("bench.still");
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("kind", "summarize").put("examples", examples.toString());
    arguments.put("out", out.toString()).put("seed", seed);
    try {
      card[0] =
          timing.<JsonNode, Exception>measure(
              () -> new DistillJob().run(arguments, (fraction, phase) -> {}));
      return (Summarizer) PackReader.read(out).model();
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new IOException("cancelled", cancelled);
    } catch (Exception refused) {
      throw new IOException(examples + ": " + refused.getMessage(), refused);
    }
  }
}
