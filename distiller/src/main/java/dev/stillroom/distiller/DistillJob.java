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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The job {@code distill}: {@code kind}, {@code examples} (a path), {@code out} (a path), {@code
 * seed}, and perhaps {@code trade} (a word of {@link Trade}), {@code adapters} (whether students
 * that take minutes are tried), {@code small} (whether only those without an encoder are), {@code
 * unlabeled} (a path), {@code maxSeconds}, {@code maxSize}, {@code maxLatencyMs}, {@code maxError},
 * {@code parent}, {@code files} (whether files that inputs name are read: only where the person
 * gave the examples themselves). Its result is what {@code distill --json} prints.
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
    List<Example> examples =
        arguments.has("teacher") && !arguments.has("examples") ? List.of() : read(arguments, kind);
    if (arguments.has("teacher")) {
      List<Example> unlabeled = arguments.has("unlabeled") ? inputs(arguments, kind) : List.of();
      ObjectNode teacher = ((ObjectNode) arguments.path("teacher"));
      teacher.put("out", arguments.path("out").asText(""));
      return new TeacherJob(clock)
          .run(
              kind,
              examples,
              unlabeled,
              teacher,
              progress,
              (all, report) ->
                  distill(
                      all,
                      kind,
                      arguments,
                      report,
                      started,
                      // The first half was the teacher's.
                      (part, phase) -> progress.report(0.52 + 0.48 * part, phase)));
    }
    return distill(examples, kind, arguments, null, started, progress);
  }

  private ObjectNode distill(
      List<Example> examples,
      Kind kind,
      JsonNode arguments,
      ObjectNode teacher,
      long started,
      Progress progress)
      throws JobFailure, InterruptedException {
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
            arguments.path("adapters").asBoolean(trade == Trade.ACCURATE),
            arguments.path("small").asBoolean(false));
    Distillation.Order order =
        new Distillation.Order(
            path(arguments, "out"),
            arguments.path("seed").asLong(1),
            limits,
            arguments.path("parent").asText(null),
            arguments.path("maxError").asDouble(Calibration.ERROR_WHEN_ANSWERING),
            teacher);
    // Key passages are shown, and texts written, whatever they are worth, unless one sets an aim.
    Double aim = arguments.has("maxError") ? order.maxError() : null;
    return switch (kind) {
      case CLASSIFY -> new Distillation(clock).run(examples, order, started, progress);
      case EXTRACT -> new FieldDistillation(clock).run(examples, order, started, progress);
      case TRANSFORM -> {
        List<Input> unlabeled =
            arguments.has("unlabeled")
                ? inputs(arguments, kind).stream().map(Example::input).toList()
                : List.of();
        yield new Transformation(clock).run(examples, unlabeled, order, aim, started, progress);
      }
      case FILL -> new FlowDistillation(clock).run(examples, order, started, progress);
      case SUMMARIZE -> new SummaryDistillation(clock).run(examples, order, aim, started, progress);
    };
  }

  private static Kind kind(String name) throws JobFailure {
    return switch (name) {
      case "classify" -> Kind.CLASSIFY;
      case "extract" -> Kind.EXTRACT;
      case "transform" -> Kind.TRANSFORM;
      case "fill" -> Kind.FILL;
      case "summarize" -> Kind.SUMMARIZE;
      default ->
          throw new JobFailure(
              "kind '"
                  + name
                  + "' cannot be distilled by this version; it can distill classify, extract,"
                  + " transform, summarize and fill");
    };
  }

  /** The inputs of a file whose lines need no output. */
  private static List<Example> inputs(JsonNode arguments, Kind kind) throws JobFailure {
    Path file = path(arguments, "unlabeled");
    return read(arguments, file, "file", kind, ExampleReader.Outputs.IGNORED);
  }

  /** The job's {@code examples}, with the files they name where {@code files} says so. */
  static List<Example> read(JsonNode arguments, Kind kind) throws JobFailure {
    Path file = path(arguments, "examples");
    return read(arguments, file, "examples file", kind, ExampleReader.Outputs.REQUIRED);
  }

  private static List<Example> read(
      JsonNode arguments, Path file, String what, Kind kind, ExampleReader.Outputs outputs)
      throws JobFailure {
    if (Files.isDirectory(file)) {
      throw new JobFailure(file + " is a directory; give the " + what);
    }
    boolean resolve = arguments.path("files").asBoolean(false);
    List<Example> examples = new ArrayList<>();
    try (ExampleReader reader = ExampleReader.open(file, kind, outputs)) {
      for (Example line = reader.next(); line != null; line = reader.next()) {
        examples.add(resolve ? line.with(resolved(kind, line.input(), file, reader.line())) : line);
      }
      return examples;
    } catch (BadExample bad) {
      throw new JobFailure(bad.getMessage(), bad);
    } catch (NoSuchFileException missing) {
      throw new JobFailure("there is no " + what + " " + file, missing);
    } catch (IOException broken) {
      throw new JobFailure("the " + what + " " + file + " cannot be read: " + broken, broken);
    }
  }

  /** What an input names by its file is read where it stands. */
  private static Input resolved(Kind kind, Input input, Path file, long line) throws BadExample {
    try {
      return InputFile.resolved(kind, input, file.toAbsolutePath().getParent());
    } catch (IOException broken) {
      throw new BadExample(file.toString(), line, broken.getMessage());
    }
  }

  static Path path(JsonNode arguments, String name) throws JobFailure {
    JsonNode value = arguments.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new JobFailure("the job needs '" + name + "', a path");
    }
    return Path.of(value.textValue());
  }
}
