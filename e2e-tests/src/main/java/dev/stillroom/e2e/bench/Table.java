package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures with their goals; the same as Markdown for a person and as JSON for a program. */
public final class Table {

  private final List<Row> rows = new ArrayList<>();

  /**
   * A figure; {@code goal} is the most it may be ({@code atLeast}: the least), or null where it
   * only stands for comparison.
   */
  private record Row(
      String what, String unit, Double goal, boolean atLeast, double value, String how) {
    boolean missed() {
      return goal != null && (atLeast ? value < goal : value > goal);
    }
  }

  public void add(String what, String unit, Double goal, double value, String how) {
    rows.add(new Row(what, unit, goal, false, value, how));
  }

  /** A figure that is to be at least its goal. */
  public void addAtLeast(String what, String unit, Double goal, double value, String how) {
    rows.add(new Row(what, unit, goal, true, value, how));
  }

  /** A figure of something that is not ours, measured in the same run. */
  public void peer(String what, String unit, double value, String how) {
    add(what, unit, null, value, how);
  }

  public String markdown() {
    StringBuilder out =
        new StringBuilder("| figure | goal | measured | how |\n| --- | --- | --- | --- |\n");
    for (Row row : rows) {
      String goal =
          row.goal() == null
              ? ""
              : ((row.atLeast() ? "≥ " : "≤ ") + number(row.goal()) + " " + row.unit()).strip();
      String missed = row.missed() ? " (missed)" : "";
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s %s%s | %s |%n",
              row.what(),
              goal,
              number(row.value()),
              row.unit(),
              missed,
              row.how()));
    }
    return out.toString();
  }

  /** Three significant digits. */
  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int digits = Math.clamp(2 - (int) Math.floor(Math.log10(Math.abs(value))), 0, 5);
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** The figures of an earlier run; none where there is nothing to read. */
  public static Table of(JsonNode json) {
    Table table = new Table();
    for (JsonNode row : json) {
      JsonNode goal = row.path("goal");
      table.rows.add(
          new Row(
              row.path("figure").asText(),
              row.path("unit").asText(),
              goal.isNumber() ? goal.doubleValue() : null,
              row.path("atLeast").asBoolean(),
              row.path("measured").asDouble(),
              row.path("how").asText()));
    }
    return table;
  }

  /** Whether there are figures of that set. */
  boolean has(String set) {
    return rows.stream().anyMatch(row -> row.what().startsWith(set + ": "));
  }

  /** Takes the figures of a set away, to put newer ones in their place. */
  void drop(String set) {
    rows.removeIf(row -> row.what().startsWith(set + ": "));
  }

  /** The figure of that name; empty where it was not measured yet. */
  OptionalDouble value(String what) {
    return rows.stream().filter(row -> row.what().equals(what)).mapToDouble(Row::value).findFirst();
  }

  public ArrayNode json() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Row row : rows) {
      ObjectNode one = all.addObject().put("figure", row.what()).put("unit", row.unit());
      one.put("goal", row.goal())
          .put("atLeast", row.atLeast())
          .put("measured", row.value())
          .put("how", row.how());
    }
    return all;
  }
}
