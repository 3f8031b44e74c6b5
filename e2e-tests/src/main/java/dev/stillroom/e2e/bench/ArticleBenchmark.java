package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.runtime.page.Article;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.page.PageRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main text of real pages, beside what other extractors are published to reach on them. */
public final class ArticleBenchmark implements Benchmark {

  private static final double GOAL = 0.965;
  private static final double GOAL_MILLIS = 60;
  private static final int QUICK = 15;

  @Override
  public String name() {
    return "article";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    if (data == null) {
      throw new IOException(
          "no data set was given; add --data DIR with extract/article/test.jsonl");
    }
    Path file = data.resolve("extract/article/test.jsonl");
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "there is no file " + file + "; --data names the directory above extract");
    }
    Shingles shingles = new Shingles();
    Timing timing = new Timing();
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode example = json.readTree(line);
        byte[] html = example.path("input").path("html").asText().getBytes(StandardCharsets.UTF_8);
        JsonNode output = example.path("output");
        String wanted = output.isTextual() ? output.asText() : output.path("text").asText();
        int number = ++count;
        shingles.add(wanted, timing.measure(() -> text(html, number)));
        if (quick && count == QUICK) {
          break;
        }
      }
    }
    report(table, shingles, timing);
  }

  private static String text(byte[] html, int line) throws IOException {
    try {
      return Article.of(PageReader.read(html)).text();
    } catch (PageRefused refused) {
      throw new IOException("page " + line + ": " + refused.getMessage(), refused);
    }
  }

  private static void report(Table table, Shingles shingles, Timing timing) {
    String pages = timing.times() + " pages, 4-word shingles";
    table.addAtLeast("article F1", "", GOAL, shingles.f1(), pages);
    table.peer("article precision", "", shingles.precision(), pages);
    table.peer("article recall", "", shingles.recall(), pages);
    String published = "from the benchmark's published outputs, all 60 pages; not run here";
    table.peer("article F1, trafilatura", "", 0.965, published);
    table.peer("article F1, readability.js", "", 0.950, published);
    table.peer("article F1, boilerpipe", "", 0.878, published);
    table.add(
        "processor time a page, median",
        "ms",
        GOAL_MILLIS,
        timing.processor(0.5),
        "parsing included, the JVM's first pages among them");
    table.peer("processor time a page, 95th percentile", "ms", timing.processor(0.95), "");
    table.add(
        "time a page by the clock, median", "ms", GOAL_MILLIS, timing.wall(0.5), Timing.load());
    table.peer("time a page by the clock, 95th percentile", "ms", timing.wall(0.95), "");
  }
}
