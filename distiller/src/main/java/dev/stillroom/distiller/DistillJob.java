package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.select.Limits;
import dev.stillroom.distiller.select.Trade;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.job.PeakMemory;
import dev.stillroom.runtime.page.InputFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The job {@code distill}: {@code kind}, {@code examples} (a path), {@code out} (a path), {@code
 * seed}, and perhaps {@code trade} (a word of {@link Trade}), {@code adapters} (whether students
 * that take minutes are tried), {@code unlabeled} (a path), {@code maxSeconds}, {@code maxSize},
 * {@code maxLatencyMs}, {@code maxError}, {@code parent}, {@code files} (whether files that inputs
 * name are read: only where the person gave the examples themselves). Its result is what {@code
 * distill --json} prints.
 */
public final class DistillJob implements Job {

  private final Clock clock;

  public DistillJob() {
    this(Clock.systemUTC());
  }

  DistillJob(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "distill";
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress)
      throws JobFailure, InterruptedException {
    ObjectNode printed = distill(arguments, progress);
    return printed.put("peakMemoryBytes", PeakMemory.bytes());
  }

  private ObjectNode distill(JsonNode arguments, Progress progress)
      throws JobFailure, InterruptedException {
    long started = System.nanoTime();
    Kind kind = kind(arguments.path("kind").asText("classify"));
    List<Example> examples = read(arguments, kind);
    String word = arguments.path("trade").asText("balanced");
    Trade trade =
        Trade.of(word)
            .orElseThrow(
                () ->
                    new JobFailure(
                        "there is no trade '" + word + "': smallest, balanced or accurate"));
    Limits limits =
        new Limits(
            arguments.path("maxSeconds").asDouble(0),
            arguments.path("maxSize").asLong(0),
            arguments.path("maxLatencyMs").asDouble(0),
            trade,
            arguments.path("adapters").asBoolean(trade == Trade.ACCURATE));
    Distillation.Order order =
        new Distillation.Order(
            path(arguments, "out"),
            arguments.path("seed").asLong(1),
            limits,
            arguments.path("parent").asText(null),
            arguments.path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING));
    return switch (kind) {
      case CLASSIFY -> new Distillation(clock).run(examples, order, started, progress);
      case EXTRACT -> new FieldDistillation(clock).run(examples, order, started, progress);
      case TRANSFORM -> {
        List<Input> unlabeled =
            arguments.has("unlabeled") ? inputs(path(arguments, "unlabeled")) : List.of();
        yield new Transformation(clock).run(examples, unlabeled, order, started, progress);
      }
      case SUMMARIZE, FILL -> throw new IllegalStateException("refused before");
    };
  }

  private static Kind kind(String name) throws JobFailure {
    return switch (name) {
      case "classify" -> Kind.CLASSIFY;
      case "extract" -> Kind.EXTRACT;
      case "transform" -> Kind.TRANSFORM;
      default ->
          throw new JobFailure(
              "kind '"
                  + name
                  + "' cannot be distilled by this version; it can distill classify, extract and"
                  + " transform");
    };
  }

  /** The inputs of a file whose lines need no output. */
  private static List<Input> inputs(Path file) throws JobFailure {
    List<Input> inputs = new ArrayList<>();
    try (ExampleReader reader =
        ExampleReader.open(file, Kind.TRANSFORM, ExampleReader.Outputs.IGNORED)) {
      for (Example line = reader.next(); line != null; line = reader.next()) {
        inputs.add(line.input());
      }
      return inputs;
    } catch (BadExample bad) {
      throw new JobFailure(bad.getMessage(), bad);
    } catch (NoSuchFileException missing) {
      throw new JobFailure("there is no file " + file, missing);
    } catch (IOException broken) {
      throw new JobFailure("the file " + file + " cannot be read: " + broken, broken);
    }
  }

  /** The job's {@code examples}, with the files they name where {@code files} says so. */
  static List<Example> read(JsonNode arguments, Kind kind) throws JobFailure {
    Path file = path(arguments, "examples");
    boolean files = kind == Kind.EXTRACT && arguments.path("files").asBoolean(false);
    try {
      List<Example> examples = ExampleReader.readAll(file, kind);
      return files ? withFiles(examples, file) : examples;
    } catch (BadExample bad) {
      throw new JobFailure(bad.getMessage(), bad);
    } catch (NoSuchFileException missing) {
      throw new JobFailure("there is no examples file " + file, missing);
    } catch (IOException broken) {
      throw new JobFailure("the examples file " + file + " cannot be read: " + broken, broken);
    }
  }

  /** What inputs name by their file is read where it stands. */
  private static List<Example> withFiles(List<Example> examples, Path file) throws JobFailure {
    List<Example> resolved = new ArrayList<>();
    for (Example example : examples) {
      try {
        Input input = InputFile.resolved(example.input(), file.toAbsolutePath().getParent());
        resolved.add(example.with(input));
      } catch (IOException broken) {
        throw new JobFailure(file + ": " + broken.getMessage(), broken);
      }
    }
    return resolved;
  }

  static Path path(JsonNode arguments, String name) throws JobFailure {
    JsonNode value = arguments.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new JobFailure("the job needs '" + name + "', a path");
    }
    return Path.of(value.textValue());
  }
}
