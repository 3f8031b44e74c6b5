package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * A byte-level language model distilled from pairs that no program makes: dates in ten formats and
 * three languages to ISO 8601. Takes eight minutes, so only by its name.
 */
public final class LanguageBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAIRS = 25_000;
  private static final int DAYS = 54_786;

  private static final List<DateTimeFormatter> FORMATS =
      List.of(
          DateTimeFormatter.ofPattern("uuuu-MM-dd"),
          DateTimeFormatter.ofPattern("dd.MM.uuuu"),
          DateTimeFormatter.ofPattern("M/d/uuuu"),
          DateTimeFormatter.ofPattern("uuuuMMdd"),
          DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d. MMMM uuuu", Locale.GERMAN),
          DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRENCH),
          DateTimeFormatter.ofPattern("dd-MMM-uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE, d MMM uuuu", Locale.ENGLISH));

  @Override
  public String name() {
    return "language-model";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      Path examples = stage.downloads().resolve("dates.jsonl");
      Path pack = stage.downloads().resolve("dates.still");
      Files.write(examples, lines());
      JsonNode card =
          JSON.readTree(
              stage.stillroom(
                  "distill",
                  "--kind",
                  "transform",
                  "--examples",
                  examples.toString(),
                  "--out",
                  pack.toString(),
                  "--max-seconds",
                  quick ? "120" : "480",
                  "--json"));
      JsonNode verdict = card.path("verdict");
      table.addAtLeast(
          "right to the last character",
          "%",
          95.0,
          100 * verdict.path("value").asDouble(),
          card.path("student").asText() + ", " + verdict.path("n").asInt() + " pairs not seen");
      table.addAtLeast("answered", "%", null, 100 * verdict.path("coverage").asDouble(), "");
      table.add(
          "wrong of those answered",
          "%",
          5.0,
          100 * verdict.path("errorWhenAnswering").asDouble(),
          "");
      table.add("pack", "KB", 1_100.0, Files.size(pack) / 1000.0, "GGUF, Q8_0");
      table.add(
          "one answer", "ms", null, card.path("latency").path("p50Millis").asDouble(), "median");
      table.add("distillation", "s", null, card.path("seconds").asDouble(), PAIRS + " pairs");
    }
  }

  private static List<String> lines() {
    Random random = new Random(1);
    Set<String> seen = new LinkedHashSet<>();
    List<String> lines = new ArrayList<>();
    while (lines.size() < PAIRS) {
      LocalDate date = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(DAYS));
      String written = FORMATS.get(random.nextInt(FORMATS.size())).format(date);
      if (seen.add(written)) {
        lines.add(
            JSON.createObjectNode()
                .put("input", written)
                .put("output", date.toString())
                .toString());
      }
    }
    return lines;
  }
}
