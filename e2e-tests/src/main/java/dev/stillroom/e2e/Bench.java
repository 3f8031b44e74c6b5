package dev.stillroom.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.ArticleBenchmark;
import dev.stillroom.e2e.bench.Benchmark;
import dev.stillroom.e2e.bench.ClassifyBenchmark;
import dev.stillroom.e2e.bench.ConvertBenchmark;
import dev.stillroom.e2e.bench.DetectBenchmark;
import dev.stillroom.e2e.bench.EncoderBenchmark;
import dev.stillroom.e2e.bench.ExtractBenchmark;
import dev.stillroom.e2e.bench.FormsBenchmark;
import dev.stillroom.e2e.bench.LanguageBenchmark;
import dev.stillroom.e2e.bench.LoopBenchmark;
import dev.stillroom.e2e.bench.OrganizeBenchmark;
import dev.stillroom.e2e.bench.PoolBenchmark;
import dev.stillroom.e2e.bench.Scope;
import dev.stillroom.e2e.bench.SummarizeBenchmark;
import dev.stillroom.e2e.bench.Table;
import dev.stillroom.e2e.bench.TeachBenchmark;
import dev.stillroom.e2e.bench.TidyBenchmark;
import dev.stillroom.e2e.bench.TransformBenchmark;
import dev.stillroom.e2e.bench.TransformFit;
import java.io.IOException;
import java.io.UncheckedIOException;
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
          new EncoderBenchmark(),
          new PoolBenchmark(),
          new TransformBenchmark(),
          new TransformFit(),
          new LanguageBenchmark(),
          new ArticleBenchmark(),
          new ExtractBenchmark(),
          new FormsBenchmark(),
          new SummarizeBenchmark(),
          new OrganizeBenchmark(),
          new ConvertBenchmark(),
          new TidyBenchmark(),
          new DetectBenchmark(),
          new TeachBenchmark());

  private static final String USAGE =
      """
      usage: stillroom bench [NAME] [--data DIR] [--quick] [--out FILE] [--only "SET;..."] [--seeds N] [--adapters] [--resume]

      Runs one benchmark, or all of them, and prints a Markdown table.

        NAME        loop: start-up, memory, journal, decision, distillation, conversion
                    classify: accuracy, abstention and speed on public sets (--data)
                    encoder: what one answer takes, transformers.js in the same run
                    pool: an engine with a thousand models, a hundred of them in use
                    transform: programs from two and three examples
                    transform-fit: fits how sure these are of themselves; long, only by name
                    language-model: a language model from 25,000 pairs; long, only by name
                    article: the main text of pages, and its time (--data)
                    extract: fields of pages, documents and texts (--data)
                    forms: what belongs into the fields of real forms (--data)
                    summarize: key passages, made-up readers, cards (--data for the public sets)
                    organize: where a made-up person's downloads go, fastText beside it
                    convert: pictures of every kind (--data), large ones beside two peers
                    tidy: a folder of 2,400 files previewed, put away and put back
                    detect: routines in logs of events (--data for the public ones)
                    teach: what a teacher that errs is worth, a simulated one (--data)
        --data DIR  public data sets for the benchmarks that need some
        --quick     fewer repetitions, smaller sets
        --out FILE  the same figures as JSON, written after each set
        --only SET  of classify, extract or summarize only the sets whose names begin so, separated by ";";
                    of organize its parts: watch, tidy, names, persons, earned-4 …, time, sure; of convert: speed, files
        --seeds N   how often classify distills each set (default: 5, quick 1)
        --adapters  classify with students that may adapt the encoder, as sets of their own
        --resume    keep the figures that FILE has already, and measure the others
      """;

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    String name = null;
    Path data = null;
    Path out = null;
    boolean quick = false;
    boolean resume = false;
    boolean adapters = false;
    List<String> only = List.of();
    int seeds = 0;
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
        case "--resume" -> resume = true;
        case "--adapters" -> adapters = true;
        case "--data", "--out", "--only", "--seeds" -> {
          if (++i == arguments.length) {
            refuse(argument + " needs a value");
          }
          switch (argument) {
            case "--data" -> data = Path.of(arguments[i]);
            case "--out" -> out = Path.of(arguments[i]);
            case "--only" -> only = List.of(arguments[i].split(";"));
            default -> seeds = count(arguments[i]);
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
    if (resume && out == null) {
      refuse("--resume needs --out FILE, the file to go on with");
    }
    run(name, new Scope(data, quick, only, seeds, adapters, () -> {}), resume, out);
    System.exit(0);
  }

  private static int count(String value) {
    if (!value.matches("[1-9][0-9]?")) {
      refuse("--seeds needs a number from 1 to 99, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static void run(String name, Scope scope, boolean resume, Path out) throws IOException {
    List<Benchmark> chosen =
        BENCHMARKS.stream()
            .filter(one -> name == null ? !one.onlyByName() : one.name().equals(name))
            .toList();
    if (chosen.isEmpty()) {
      refuse("no benchmark is called '" + name + "'");
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode document =
        resume && Files.exists(out)
            ? (ObjectNode) json.readTree(out.toFile())
            : json.createObjectNode();
    String failure = null;
    for (Benchmark one : chosen) {
      Table table = Table.of(document.path(one.name()));
      Runnable checkpoint =
          () -> {
            document.set(one.name(), table.json());
            write(json, document, out);
          };
      try {
        one.run(
            new Scope(
                scope.data(),
                scope.quick(),
                scope.only(),
                scope.seeds(),
                scope.adapters(),
                checkpoint),
            table);
      } catch (IOException broken) {
        // What was measured until then is worth its time.
        failure = one.name() + ": " + broken.getMessage();
      }
      System.out.println("## " + one.name() + "\n\n" + table.markdown());
      checkpoint.run();
    }
    if (failure != null) {
      System.err.println("stillroom bench: " + failure);
      System.exit(1);
    }
  }

  private static void write(ObjectMapper json, ObjectNode document, Path out) {
    if (out == null) {
      return;
    }
    try {
      Files.writeString(
          out, json.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException("the figures cannot be written to " + out, broken);
    }
  }

  private static void refuse(String reason) {
    System.err.println("stillroom bench: " + reason + "\n" + USAGE);
    System.exit(2);
  }
}
