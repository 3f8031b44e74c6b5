package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputFile;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.SentenceRanker;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The key passages of a page or text, as they stand in it. */
@Command(
    name = "summarize",
    description = "Prints the key passages of a page or text, with a model or without.")
final class SummarizeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "A page or a text, told by its name: " + InputFile.BY_NAME + ".")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL.still",
      description = "Choose as this model has learned to (default: an untrained one).")
  private Path model;

  @Mixin private LengthOptions length;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--markdown", description = "Print Markdown, to paste elsewhere.")
  private boolean markdown;

  @Spec private CommandSpec spec;

  private final Printer printer;

  SummarizeCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    Budget asked = length.budget(spec.commandLine());
    Summarizer summarizer = summarizer();
    Input input;
    try {
      input = InputFile.read(file);
    } catch (IOException broken) {
      throw new CommandFailure(broken.getMessage());
    }
    if (input.members().has("json")) {
      throw new CommandFailure(
          file + " is a JSON document; summarize takes a page or a text (see --help)");
    }
    long start = System.nanoTime();
    Summary summary = summarizer.summarize(input, asked == null ? summarizer.budget() : asked);
    double millis = (System.nanoTime() - start) / 1e6;
    if (summarizer.impediment() != null) {
      throw new CommandFailure(summarizer.impediment());
    }
    if (summary.document().cut()) {
      printer.note(file + ": it is larger than what is read; its end is not looked at");
    }
    if (json) {
      printer.json(json(summary, millis));
    } else if (summary.card() != null || !summary.chosen().isEmpty()) {
      print(summary);
    }
    if (summary.chosen().isEmpty() && summary.card() == null) {
      printer.note(file + ": there is no sentence to choose from");
    } else if (summary.silent()) {
      printer.note("this model is not sure enough of these to say them unasked");
    }
    return 0;
  }

  private Summarizer summarizer() {
    if (model == null) {
      return SentenceRanker.untrained(Budget.DEFAULT);
    }
    Encoders encoders = Encoders.installed(Home.ofEnvironment().directory());
    Model loaded = RunCommand.load(model, encoders);
    if (!(loaded instanceof Summarizer summarizer)) {
      throw new CommandFailure(
          model
              + " is of kind "
              + loaded.kind().label()
              + "; summarize needs one of kind summarize");
    }
    return summarizer;
  }

  private ObjectNode json(Summary summary, double millis) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    summary.write(line, false);
    String title = summary.document().title();
    line.put("title", title.isEmpty() ? null : title);
    line.put("language", summary.document().language());
    line.put("total", summary.document().sentences().size());
    ArrayNode passages = line.putArray("passages");
    int i = 0;
    for (Sentence sentence : summary.sentences()) {
      passages
          .addObject()
          .put("text", sentence.text())
          .put("heading", sentence.heading())
          .put("confidence", summary.sure().get(i++));
    }
    return line.put("trained", model != null).put("millis", millis);
  }

  private void print(Summary summary) {
    String title = summary.document().title();
    String address = file.getFileName().toString();
    if (!title.isEmpty()) {
      printer.line(markdown ? "## " + plain(title) : title);
      printer.line("");
    }
    if (summary.card() != null) {
      for (Extraction.Filled field : summary.card().fields()) {
        String value = String.join(", ", field.said());
        printer.line(
            (markdown ? "- **" + plain(field.name()) + ":** " : field.name() + ": ")
                + (value.isEmpty() ? "?" : markdown ? plain(value) : value));
      }
      printer.line("");
    }
    for (Sentence sentence : summary.sentences()) {
      printer.line(markdown ? "- " + plain(sentence.text()) : sentence.text());
    }
    if (markdown) {
      printer.line("");
      printer.line("Key passages of " + plain(address));
    }
  }

  /** What a page says is no markup of ours. */
  private static String plain(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>#|])", "\\\\$1");
  }
}
