package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.watch.DocumentTextJob;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputFile;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.student.UntaughtSentences;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The key passages of a page or text, as they stand in it. */
@Command(
    name = "summarize",
    description = "Prints the key passages of a page or text, with a model or without.")
final class SummarizeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description = "A PDF file, a page or a text, told by its name: " + InputFile.BY_NAME + ".")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL.still",
      description = "Choose as this model has learned to (default: an untrained one).")
  private Path model;

  @Option(
      names = "--writer",
      paramLabel = "MODEL.gguf",
      description = "Let this language model, on this machine, write it in its own words.")
  private Path writer;

  @Mixin private LengthOptions length;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--markdown", description = "Print Markdown, to paste elsewhere.")
  private boolean markdown;

  @Spec private CommandSpec spec;

  /** The job that has a language model write. */
  private static final String WRITE = "write-summary";

  /** Sentences, where nobody says how many. */
  private static final int WRITTEN = 4;

  private final Printer printer;

  SummarizeCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws InterruptedException {
    Budget asked = length.budget(spec.commandLine());
    Summarizer summarizer = summarizer();
    Input input = input();
    if (input.members().has("json")) {
      throw new CommandFailure(
          file + " is a JSON document; summarize takes a page or a text (see --help)");
    }
    if (writer != null) {
      write(input, asked);
      return 0;
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

  private Input input() throws InterruptedException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".pdf")) {
      FileArguments.requireRegular(file, "PDF");
      ObjectNode job = JsonNodeFactory.instance.objectNode();
      job.put("file", file.toAbsolutePath().toString());
      return Input.of(done(Workers.ClassPath.HOST, DocumentTextJob.NAME, job));
    }
    try {
      return InputFile.read(file);
    } catch (IOException broken) {
      throw new CommandFailure(broken.getMessage());
    }
  }

  /** In the words of a language model, each sentence with where it may come from. */
  private void write(Input input, Budget asked) throws InterruptedException {
    if (model != null || asked != null && asked.unit() != Budget.Unit.SENTENCES) {
      throw new ParameterException(
          spec.commandLine(), "--writer goes with --sentences, and not with --model");
    }
    if (!writer.toString().endsWith(".gguf")) {
      throw new ParameterException(spec.commandLine(), "--writer takes a .gguf file: " + writer);
    }
    FileArguments.requireRegular(writer, "language model");
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.set("input", input.members());
    job.put("model", writer.toAbsolutePath().toString());
    job.put("home", Home.ofEnvironment().directory().toString());
    job.put("sentences", asked == null ? WRITTEN : (int) asked.amount());
    JsonNode written = done(Workers.ClassPath.DISTILLER, WRITE, job);
    if (json) {
      printer.json(written);
      return;
    }
    for (JsonNode sentence : written.path("sentences")) {
      String text = sentence.path("text").asText();
      String mark = sentence.path("supported").asBoolean() ? "" : "  (not found in the text)";
      printer.line((markdown ? "- " + plain(text) : text) + mark);
      for (JsonNode source : sentence.path("sources")) {
        String from = source.path("text").asText();
        printer.line((markdown ? "  > " + plain(from) : "    < " + from));
      }
    }
  }

  private JsonNode done(Workers.ClassPath classPath, String job, JsonNode arguments)
      throws InterruptedException {
    try (WorkerProcesses workers = CommandWorkers.start()) {
      return workers
          .start(classPath, job, arguments, (fraction, phase) -> printer.progress(fraction, phase))
          .get();
    } catch (ExecutionException failure) {
      throw new CommandFailure(failure.getCause().getMessage());
    }
  }

  private Summarizer summarizer() {
    if (model == null) {
      return UntaughtSentences.of(Budget.DEFAULT);
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
