package dev.stillroom.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.ArticleBenchmark;
import dev.stillroom.e2e.bench.Benchmark;
import dev.stillroom.e2e.bench.ClassifyBenchmark;
import dev.stillroom.e2e.bench.LanguageBenchmark;
import dev.stillroom.e2e.bench.LoopBenchmark;
import dev.stillroom.e2e.bench.Table;
import dev.stillroom.e2e.bench.TransformBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The figures that the project promises, measured again with one command, peers in the same run.
 */
public final class Bench {

  private static final List<Benchmark> BENCHMARKS =
      List.of(
          new LoopBenchmark(),
          new ClassifyBenchmark(),
          new TransformBenchmark(),
          new LanguageBenchmark(),
          new ArticleBenchmark());

  private static final String USAGE =
      """
      usage: stillroom bench [NAME] [--data DIR] [--quick] [--out FILE]

      Runs one benchmark, or all of them, and prints a Markdown table.

        NAME        loop: start-up, memory, journal, decision, distillation, conversion
                    classify: accuracy, abstention and speed on public sets (--data)
                    transform: programs from two and three examples
                    language-model: a language model from 25,000 pairs; long, only by name
                    article: the main text of pages, and its time (--data)
        --data DIR  public data sets for the benchmarks that need some
        --quick     fewer repetitions, smaller sets
        --out FILE  the same figures as JSON
      """;

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    String name = null;
    Path data = null;
    Path out = null;
    boolean quick = false;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      switch (argument) {
        case "--help", "-h" -> {
          System.out.print(USAGE);
          return;
        }
        case "--quick" -> quick = true;
        case "--yes" -> {
          // The launcher has installed by now what there was to install.
        }
        case "--data", "--out" -> {
          if (++i == arguments.length) {
            refuse(argument + " needs a value");
          }
          if (argument.equals("--data")) {
            data = Path.of(arguments[i]);
          } else {
            out = Path.of(arguments[i]);
          }
        }
        default -> {
          if (argument.startsWith("-") || name != null) {
            refuse("unknown option " + argument);
          }
          name = argument;
        }
      }
    }
    run(name, data, quick, out);
    System.exit(0);
  }

  private static void run(String name, Path data, boolean quick, Path out) throws IOException {
    List<Benchmark> chosen =
        BENCHMARKS.stream()
            .filter(one -> name == null ? !one.onlyByName() : one.name().equals(name))
            .toList();
    if (chosen.isEmpty()) {
      refuse("no benchmark is called '" + name + "'");
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode document = json.createObjectNode();
    String failure = null;
    for (Benchmark one : chosen) {
      Table table = new Table();
      try {
        one.run(data, quick, table);
      } catch (IOException broken) {
        // What was measured until then is worth its time.
        failure = one.name() + ": " + broken.getMessage();
      }
      System.out.println("## " + one.name() + "\n\n" + table.markdown());
      document.set(one.name(), table.json());
    }
    if (out != null) {
      Files.writeString(
          out, json.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    }
    if (failure != null) {
      System.err.println("stillroom bench: " + failure);
      System.exit(1);
    }
  }

  private static void refuse(String reason) {
    System.err.println("stillroom bench: " + reason + "\n" + USAGE);
    System.exit(2);
  }
}
