package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.LanguageModel;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = "Prints one prediction for each input line, as the lines come.")
final class RunCommand implements Callable<Integer> {

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

  @Option(names = "--sentences", paramLabel = "N", description = "Summaries only.")
  private Integer sentences;

  @Option(names = "--words", paramLabel = "N", description = "Summaries only.")
  private Integer words;

  @Option(names = "--percent", paramLabel = "N", description = "Summaries only.")
  private Integer percent;

  @Spec private CommandSpec spec;

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
    if (sentences != null || words != null || percent != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--sentences, --words and --percent are for models that summarize; this one classifies");
    }
    Student student = load(model);
    try (ExampleReader reader = reader()) {
      for (Example line = reader.next(); line != null; line = reader.next()) {
        print(student, line);
      }
    } catch (BadExample bad) {
      throw new CommandFailure(bad.getMessage());
    } catch (NoSuchFileException missing) {
      throw new CommandFailure("there is no file " + inputs);
    }
    return 0;
  }

  static Student load(Path model) {
    try {
      return PackReader.read(model).student();
    } catch (PackRefused refused) {
      throw new CommandFailure(refused.getMessage());
    }
  }

  private ExampleReader reader() throws IOException {
    return inputs != null
        ? ExampleReader.open(inputs, Kind.CLASSIFY, ExampleReader.Outputs.IGNORED)
        : new ExampleReader(in, "standard input", Kind.CLASSIFY, ExampleReader.Outputs.IGNORED);
  }

  private void print(Student student, Example line) {
    long start = System.nanoTime();
    Prediction prediction = student.predict(line.input());
    double millis = (System.nanoTime() - start) / 1e6;
    for (Prediction.Reason reason : prediction.reasons()) {
      if (reason.feature().equals(LanguageModel.FAILED)) {
        throw new CommandFailure(reason.value());
      }
    }
    printer.out().println(json(noAbstain ? prediction.answered() : prediction, millis));
    // Each line goes out as soon as it is there; who stopped reading ends the work.
    if (printer.out().checkError()) {
      throw new CommandFailure("nobody reads the predictions any more");
    }
  }

  private ObjectNode json(Prediction prediction, double millis) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("output", prediction.output());
    json.put("confidence", prediction.confidence());
    ArrayNode ranked = json.putArray("ranked");
    for (Prediction.Ranked one : prediction.ranked()) {
      ranked.addArray().add(one.label()).add(one.probability());
    }
    json.put("millis", millis);
    if (prediction.forced()) {
      json.put("forced", true);
    }
    if (explain) {
      ArrayNode reasons = json.putArray("reasons");
      for (Prediction.Reason reason : prediction.reasons()) {
        reasons.addObject().put("feature", reason.feature()).put("value", reason.value());
      }
    }
    return json;
  }
}
