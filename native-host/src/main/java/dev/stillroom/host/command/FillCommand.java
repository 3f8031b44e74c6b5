package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.fill.TableRows;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.FormRefused;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.form.WebFormReader;
import dev.stillroom.runtime.page.InputFile;
import dev.stillroom.runtime.page.PageRefused;
import dev.stillroom.runtime.student.Filling;
import dev.stillroom.runtime.student.FormFlow;
import dev.stillroom.runtime.student.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What would be put into each field of a page's form. It prints; it fills nothing. */
@Command(
    name = "fill",
    description = "Shows what a form's fields would be filled with from a file, and why not.")
final class FillCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FORM.html",
      description = "A saved page with a form, or a form's snapshot as .json.")
  private Path form;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SOURCE",
      description = "Where the values stand: .json, .csv, .tsv, .html or .txt.")
  private Path source;

  @Option(
      names = "--row",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which row of a .csv, or element of a .json array, from 1.")
  private int row;

  @Option(
      names = "--model",
      paramLabel = "FLOW.still",
      description = "Fill as was learned for this form; types decide about the other fields.")
  private Path model;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Printer printer;

  FillCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    if (row < 1) {
      throw new ParameterException(spec.commandLine(), "--row counts from 1: " + row);
    }
    WebForm fields = fields();
    if (fields.fields().isEmpty()) {
      throw new CommandFailure(form + " has no form field: give a page with a form");
    }
    Input values = values();
    FormFlow flow = flow();
    FormFilling filling = FormFilling.shipped();
    long start = System.nanoTime();
    Filling filled = filling.fill(fields, values, flow);
    double millis = (System.nanoTime() - start) / 1e6;
    if (json) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      filled.write(object, false);
      printer.json(object.put("millis", millis));
    } else {
      print(fields, filled);
    }
    return 0;
  }

  private WebForm fields() {
    Input page = read(form);
    try {
      JsonNode snapshot = page.members().path("json");
      if (snapshot.has("form")) {
        return FormJson.read(snapshot);
      }
      if (page.members().path("html").isTextual()) {
        return WebFormReader.read(page.members().path("html").textValue());
      }
    } catch (PageRefused | FormRefused refused) {
      throw new CommandFailure(form + ": " + refused.getMessage());
    }
    throw new CommandFailure(form + " is no page; give one with a form (.html), or a snapshot");
  }

  private Input values() {
    Input read = read(source);
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    if (source.toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv|tab)")) {
      List<ObjectNode> rows = TableRows.of(read.members().path("text").asText());
      members.set("json", element(rows));
      return new Input(members);
    }
    JsonNode array = read.members().path("json");
    if (array.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      array.forEach(elements::add);
      members.set("json", element(elements));
      return new Input(members);
    }
    return read;
  }

  private <T> T element(List<T> rows) {
    if (row < 1 || row > rows.size()) {
      throw new CommandFailure(source + " has " + rows.size() + " rows; there is no row " + row);
    }
    return rows.get(row - 1);
  }

  private static Input read(Path file) {
    try {
      return InputFile.read(file);
    } catch (IOException broken) {
      throw new CommandFailure(broken.getMessage());
    }
  }

  private FormFlow flow() {
    if (model == null) {
      return null;
    }
    Model loaded = RunCommand.load(model);
    if (loaded instanceof FormFlow flow) {
      return flow;
    }
    throw new CommandFailure(
        model + " is of kind " + loaded.kind().label() + "; fill needs one of kind fill");
  }

  private void print(WebForm fields, Filling filled) {
    List<List<String>> rows = new ArrayList<>();
    for (Filled field : filled.fields()) {
      WebField asked = fields.fields().get(field.field());
      String name = asked.label().isEmpty() ? field.key() : asked.label();
      rows.add(
          List.of(
              name.length() > 40 ? name.substring(0, 40) + "…" : name,
              field.typing().type().label(),
              field.isFilled() ? field.shown() : "– " + why(field),
              field.isFilled() ? String.format(Locale.ROOT, "%.2f", field.confidence()) : "",
              field.isFilled() ? from(field) : ""));
    }
    printer.table(List.of("FIELD", "TYPE", "VALUE", "SURE", "FROM"), rows);
  }

  private static String from(Filled field) {
    return field.through().isEmpty() ? field.from() : field.from() + " (" + field.through() + ")";
  }

  private static String why(Filled field) {
    return switch (field.why()) {
      case NEVER -> "never filled";
      case HIDDEN -> "hidden";
      case LOCKED -> "locked";
      case HOLDS_VALUE -> "holds a value";
      case UNKNOWN -> "not clear what belongs here";
      case NO_VALUE -> "the source has none";
      case UNSURE -> "not sure: " + field.guess();
      case DOES_NOT_FIT -> "does not take: " + field.guess();
    };
  }
}
