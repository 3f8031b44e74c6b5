package dev.stillroom.e2e.bench;

import dev.stillroom.e2e.person.Stage;
import dev.stillroom.runtime.summary.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Summaries beside lead and TextRank: public sets, made-up readers, cards of the project's own
 * pages, and how long a text of 2,000 words takes, transformers.js in the same run.
 */
public final class SummarizeBenchmark implements Benchmark {

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
    parts.put("readers", directory -> SummaryReaders.readers(directory, scope.quick(), table));
    parts.put("cards", directory -> SummaryReaders.cards(directory, scope.quick(), table));
    parts.put("odd", directory -> SummaryOddities.measure(table));
    parts.put("support", directory -> SummarySupport.measure(Stage.imageOfBuild(), table));
    parts.put("speed", directory -> SummarySpeed.measure(scope.quick(), table));
    if (scope.data() != null) {
      Path sets = scope.data().resolve("summarize");
      boolean quick = scope.quick();
      parts.put(
          "scitldr",
          directory ->
              SummarySets.measure(
                  sets, "scitldr", Budget.sentences(1), 38.0, 30.0, quick, directory, table));
      parts.put(
          "bbc",
          directory ->
              SummarySets.measure(
                  sets, "bbc", Budget.percent(43), null, null, quick, directory, table));
    }
    Path directory = Files.createTempDirectory("stillroom-summarize");
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (scope.wants(part.getKey()) && !table.has(part.getKey())) {
        part.getValue().measure(directory);
        scope.checkpoint().run();
      }
    }
  }
}
