package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.pages.Family;
import dev.stillroom.e2e.bench.summary.Reader;
import dev.stillroom.runtime.example.Input;
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
import java.util.Random;
import java.util.Set;

/** Made-up readers, and cards of the project's own pages: what a person's few choices teach. */
final class SummaryReaders {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGES = 15;
  private static final int TESTED = 40;
  private static final long[] SEEDS = {11, 12, 13};

  static void readers(Path directory, boolean quick, Table table) throws IOException {
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
        Summarizer learned =
            SummaryDistilling.distill(
                examples, directory, seed, false, new Timing(), new JsonNode[1]);
        long tested = seed + 1_000;
        before += agreement(reader, UntaughtSentences.of(Budget.sentences(3)), tested);
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
  static void cards(Path directory, boolean quick, Table table) throws IOException {
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
        Summarizer card =
            SummaryDistilling.distill(
                examples, directory, seed, false, new Timing(), new JsonNode[1]);
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
}
