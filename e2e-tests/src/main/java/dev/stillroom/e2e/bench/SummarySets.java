package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.distiller.dataset.Rouge;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.CentralSentences;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.LeadSentences;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.student.UntaughtSentences;
import dev.stillroom.runtime.summary.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Public sets of texts with summaries, beside lead, TextRank and what others report. */
final class SummarySets {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What others report of a set; as recalled, and with stemmed words where it is said. */
  private record Published(String who, double one, double longest, String how) {}

  private static final String STEMMED = "published, recalled; words stemmed, about 3 points more";

  private static final Map<String, List<Published>> PUBLISHED =
      Map.of(
          "scitldr",
          List.of(
              new Published("PACSUM", 19.3, 15.1, STEMMED),
              new Published("BERTSUMEXT", 38.5, 30.5, STEMMED),
              new Published("MatchSum", 42.7, 34.0, STEMMED),
              new Published("BART", 43.3, 35.0, STEMMED),
              new Published("CATTS", 43.8, 35.5, STEMMED)));

  /** The first lines of a file; the file itself for 0. */
  private static Path part(Path file, int lines, Path directory) throws IOException {
    if (lines == 0) {
      return file;
    }
    List<String> all = Files.readAllLines(file);
    Path part = directory.resolve("first-" + file.getFileName());
    Files.write(part, all.subList(0, Math.min(lines, all.size())));
    return part;
  }

  /** ROUGE in hundredths. */
  private record Scores(double one, double two, double longest) {}

  static void measure(
      Path sets,
      String name,
      Budget budget,
      Double goalOne,
      Double goalLongest,
      boolean quick,
      Path directory,
      Table table)
      throws IOException {
    Path test = part(sets.resolve(name).resolve("test.jsonl"), quick ? 100 : 0, directory);
    Path train = part(sets.resolve(name).resolve("train.jsonl"), quick ? 300 : 0, directory);
    Scores lead = score(sets, test, new LeadSentences(Choosing.of(budget)), directory);
    Scores central = score(sets, test, new CentralSentences(Choosing.of(budget)), directory);
    Scores untrained = score(sets, test, UntaughtSentences.of(budget), directory);
    JsonNode[] card = new JsonNode[1];
    Timing timing = new Timing();
    Summarizer trained = SummaryDistilling.distill(train, directory, 1, quick, timing, card);
    Scores learned = score(sets, test, trained, directory);
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
    for (Published one : PUBLISHED.getOrDefault(name, List.of())) {
      table.peer(name + ": " + one.who() + ", ROUGE-1", "", one.one(), one.how());
      table.peer(name + ": " + one.who() + ", ROUGE-L", "", one.longest(), one.how());
    }
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
  private static Scores score(Path sets, Path test, Summarizer summarizer, Path directory)
      throws IOException {
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
    Path script = sets.resolve("../../bench/score.py").normalize();
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
}
