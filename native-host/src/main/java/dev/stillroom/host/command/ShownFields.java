package dev.stillroom.host.command;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extraction.Filled;
import java.util.ArrayList;
import java.util.List;

/** A form filled in, as a person reads it: each field's values, how sure it is and by what. */
final class ShownFields {

  /** Of a value in a table's cell, of a guess and of a place so many characters are shown. */
  private static final int CELL = 40;

  private static final int GUESS = 60;
  private static final int PLACE = 160;

  private static final String INDENT = "    ";

  private final Printer printer;

  ShownFields(Printer printer) {
    this.printer = printer;
  }

  void print(Extraction extraction, Input input) {
    for (Filled field : extraction.fields()) {
      printer.line(field.name() + ": " + value(field));
      printer.line(INDENT + state(field, input));
      if (field.note() != null) {
        printer.line(INDENT + field.note());
      }
    }
    if (!extraction.rows().isEmpty()) {
      printer.line("");
      rows(extraction);
    }
  }

  private static String value(Filled field) {
    return switch (field.state()) {
      case FOUND -> String.join("; ", field.values());
      case ABSENT -> "there is none";
      case UNSURE -> "not sure";
    };
  }

  private static String state(Filled field, Input input) {
    // Of nothing it is as sure as a whole hundred says.
    String sure = Math.min(99, Math.round(100 * field.confidence())) + " % sure";
    return switch (field.state()) {
      case FOUND -> {
        int values = field.values().size();
        int open = field.guess().values().size() - values;
        yield "found"
            + (values == 1 ? "" : ", " + values + " values")
            + (open == 0 ? "" : " and " + open + " that it is not sure of")
            + ", "
            + (values == 1 ? "" : "at least ")
            + sure
            + place(field, input);
      }
      case ABSENT -> "absent, " + sure;
      case UNSURE -> "unsure" + guess(field, sure, input);
    };
  }

  private static String guess(Filled field, String sure, Input input) {
    List<String> values = field.guess().values();
    if (values.isEmpty()) {
      return "; nothing was found that could be it (" + sure + " that there is none)";
    }
    String more = values.size() == 1 ? "" : " and " + (values.size() - 1) + " more";
    return "; the best guess is \""
        + cut(values.getFirst(), GUESS)
        + "\""
        + more
        + " ("
        + sure
        + ")"
        + place(field, input);
  }

  private static String place(Filled field, Input input) {
    if (field.where() == null) {
      return "";
    }
    String by =
        InputPage.in(input) ? "by " : input.members().hasNonNull("json") ? "in " : "characters ";
    return "; " + by + cut(field.where(), PLACE);
  }

  /** The lists whose values stand in the same items, side by side. */
  private void rows(Extraction extraction) {
    List<String> heads = new ArrayList<>();
    for (String name : extraction.rows().getFirst().cells().keySet()) {
      heads.add(cut(name, CELL));
    }
    List<List<String>> rows = new ArrayList<>();
    for (Extraction.Row row : extraction.rows()) {
      rows.add(
          row.cells().values().stream()
              .map(cell -> cell.isEmpty() ? "-" : cut(String.join("; ", cell), CELL))
              .toList());
    }
    printer.table(heads, rows);
  }

  private static String cut(String text, int most) {
    String folded = text.replaceAll("\\s+", " ");
    return folded.length() <= most ? folded : folded.substring(0, most - 1) + "…";
  }
}
