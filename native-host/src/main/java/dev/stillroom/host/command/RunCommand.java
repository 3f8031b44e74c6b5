package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.page.InputFile;
import dev.stillroom.runtime.student.Answer;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = "Prints one prediction for each input line, as the lines come.")
final class RunCommand implements Callable<Integer> {

  /** What stands in the prediction line as {@code "truncated": true}. */
  static final String TRUNCATED = "it is larger than what is read, later values may be missing";

  @Parameters(paramLabel = "MODEL.still", description = "The model.")
  private Path model;

  @Option(
      names = "--inputs",
      paramLabel = "FILE.jsonl",
      description = "A line each: {\"input\": …} (default: standard input).")
  private Path inputs;

  @Option(
      names = "--no-abstain",
      description = "Answer always; \"forced\" marks where it would have abstained.")
  private boolean noAbstain;

  @Option(names = "--explain", description = "Add the features that decided.")
  private boolean explain;

  @Mixin private LengthOptions length;

  @Spec private CommandSpec spec;

  /** Whether it was said already that an input is none that the model reads. */
  private boolean mismatched;

  private final Printer printer;
  private final InputStream in;

  RunCommand(Printer printer) {
    this(printer, System.in);
  }

  RunCommand(Printer printer, InputStream in) {
    this.printer = printer;
    this.in = in;
  }

  @Override
  public Integer call() throws Exception {
    Budget budget = length.budget(spec.commandLine());
    if (inputs != null) {
      FileArguments.requireReadable(inputs, "inputs");
    }
    // What it reads is known the next time, as it is to the engine and to a distillation.
    Model answering = load(model, Encoders.installed(Home.ofEnvironment().directory()));
    if (budget != null && !(answering instanceof Summarizer)) {
      throw new ParameterException(
          spec.commandLine(),
          "--sentences, --words and --percent are for models that summarize; this one is of kind "
              + answering.kind().label());
    }
    try (ExampleReader reader = reader()) {
      for (Example line = reader.next(); line != null; line = reader.next()) {
        print(answering, budget, input(answering, line, reader.line()), reader.line());
        // Each line goes out as soon as it is there; who stopped reading ends the work.
        if (!printer.isRead()) {
          return 0;
        }
      }
    } catch (BadExample bad) {
      throw new CommandFailure(bad.getMessage());
    }
    return 0;
  }

  static Model load(Path model) {
    return load(model, Encoders.installed());
  }

  static Model load(Path model, Encoders encoders) {
    FileArguments.requireReadable(model, "model");
    try {
      return PackReader.read(model, encoders).model();
    } catch (PackRefused refused) {
      throw new CommandFailure(refused.getMessage());
    }
  }

  private ExampleReader reader() throws IOException {
    return inputs != null
        ? ExampleReader.open(inputs, Kind.CLASSIFY, ExampleReader.Outputs.IGNORED)
        : new ExampleReader(in, source(), Kind.CLASSIFY, ExampleReader.Outputs.IGNORED);
  }

  private void print(Model answering, Budget budget, Input input, long number) {
    long start = System.nanoTime();
    Answer answer =
        budget != null && answering instanceof Summarizer summarizer
            ? summarizer.summarize(input, budget)
            : answering.answer(input);
    double millis = (System.nanoTime() - start) / 1e6;
    if (answering.impediment() != null) {
      throw new CommandFailure(answering.impediment());
    }
    if (explain && !(answer instanceof Summary)) {
      answer = answering.explained(input);
    }
    if (!mismatched && answering instanceof Extractor extractor) {
      String mismatch = extractor.mismatch(input);
      mismatched = mismatch != null;
      if (mismatched) {
        printer.note("input of line " + number + ": " + mismatch);
      }
    }
    if (answer instanceof Extraction extraction && extraction.truncated()) {
      printer.note("input of line " + number + ": " + TRUNCATED);
    }
    printer.out().println(json(noAbstain ? answer.answered() : answer, explain, millis));
  }

  /** The line's input with what the file holds that it names. */
  private Input input(Model answering, Example line, long number) throws BadExample {
    Path directory = inputs == null ? Path.of("") : inputs.toAbsolutePath().getParent();
    try {
      return InputFile.resolved(answering.kind(), line.input(), directory);
    } catch (IOException broken) {
      throw new BadExample(source(), number, broken.getMessage());
    }
  }

  private String source() {
    return inputs == null ? "standard input" : inputs.toString();
  }

  static ObjectNode json(Answer answer, boolean explain, double millis) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answer.write(json, explain);
    json.put("millis", millis);
    if (answer.forced()) {
      json.put("forced", true);
    }
    return json;
  }
}
