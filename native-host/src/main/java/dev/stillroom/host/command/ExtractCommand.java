package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.Article;
import dev.stillroom.runtime.page.InputFile;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.page.PageRefused;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The main text of a page and what it says about itself, without a model. */
@Command(
    name = "extract",
    description =
        "Takes fields out of a page or document; without a model title, author, date, text.")
final class ExtractCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      description =
          "A page; with a model also a document or a text. Told by its name: "
              + InputFile.BY_NAME
              + ".")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL.still",
      description = "Take out the fields this model has learned.")
  private Path model;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Printer printer;

  ExtractCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws IOException {
    if (model != null) {
      fields();
      return 0;
    }
    long start = System.nanoTime();
    Page page = page();
    Article article = Article.of(page);
    double millis = (System.nanoTime() - start) / 1e6;
    if (page.isCut()) {
      printer.note(file + ": " + RunCommand.TRUNCATED);
    }
    if (json) {
      ObjectNode line = json(article, millis);
      printer.json(page.isCut() ? line.put("truncated", true) : line);
    } else {
      print(article);
    }
    return 0;
  }

  private void fields() {
    Model model = RunCommand.load(this.model);
    if (!(model instanceof Extractor extractor)) {
      throw new CommandFailure(
          this.model
              + " is of kind "
              + model.kind().label()
              + "; extract needs one of kind extract");
    }
    Input input;
    try {
      input = InputFile.read(file);
    } catch (IOException broken) {
      throw new CommandFailure(broken.getMessage());
    }
    String mismatch = extractor.mismatch(input);
    if (mismatch != null) {
      throw new CommandFailure(file + ": " + mismatch + ": " + InputFile.BY_NAME);
    }
    long start = System.nanoTime();
    Extraction extraction = extractor.extract(input);
    double millis = (System.nanoTime() - start) / 1e6;
    if (extractor.impediment() != null) {
      throw new CommandFailure(extractor.impediment());
    }
    if (extraction.truncated()) {
      printer.note(file + ": " + RunCommand.TRUNCATED);
    }
    if (json) {
      printer.json(RunCommand.json(extraction, false, millis));
      return;
    }
    new ShownFields(printer).print(extraction, input);
  }

  private Page page() throws IOException {
    InputFile.Sort sort;
    try {
      sort = InputFile.sort(file);
    } catch (IOException broken) {
      throw new CommandFailure(broken.getMessage());
    }
    if (sort != InputFile.Sort.PAGE) {
      throw new CommandFailure(
          "without a model there is nothing to take out of "
              + file
              + ", which is a "
              + sort.name().toLowerCase(Locale.ROOT)
              + "; give --model, or a page");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than allowed is enough to refuse it, however long it is.
      return PageReader.read(in.readNBytes(Page.MAX_BYTES + 1));
    } catch (PageRefused refused) {
      throw new CommandFailure(file + ": " + refused.getMessage());
    }
  }

  private static ObjectNode json(Article article, double millis) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", orNull(article.title()));
    json.put("author", orNull(article.author()));
    json.put("date", orNull(article.date()));
    json.put("language", orNull(article.language()));
    json.put("text", article.text());
    json.put("millis", millis);
    return json;
  }

  private static String orNull(String said) {
    return said.isEmpty() ? null : said;
  }

  private void print(Article article) {
    said("title", article.title());
    said("author", article.author());
    said("date", article.date());
    said("language", article.language());
    printer.line("");
    printer.line(article.text());
  }

  private void said(String name, String value) {
    printer.line(name + ": " + (value.isEmpty() ? "the page does not say" : value));
  }
}
