package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.page.Article;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.page.PageRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The main text of a page and what it says about itself, without a model. */
@Command(
    name = "extract",
    description = "Prints a page's title, author, date, language and main text.")
final class ExtractCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.html", description = "A saved page.")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL.still",
      description = "Fields by a model; not part of this version yet.")
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
      throw new CommandFailure(
          "extracting with the model "
              + model
              + " is not part of this version yet; without --model you get the main text");
    }
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      throw new CommandFailure(
          "extracting from the JSON file "
              + file
              + " is not part of this version yet; give a page");
    }
    long start = System.nanoTime();
    Article article = Article.of(page());
    double millis = (System.nanoTime() - start) / 1e6;
    if (json) {
      printer.json(json(article, millis));
    } else {
      print(article);
    }
    return 0;
  }

  private Page page() throws IOException {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(file + " is a directory; give the file of a page");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than allowed is enough to refuse it, however long it is.
      return PageReader.read(in.readNBytes(Page.MAX_BYTES + 1));
    } catch (NoSuchFileException missing) {
      throw new CommandFailure("there is no file " + file);
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
