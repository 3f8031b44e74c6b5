package dev.stillroom.runtime.fill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table as text (RFC 4180, with commas, semicolons or tabs), each an object of header
 * and value; the first row holds the headers.
 */
public final class TableRows {

  public static final int MAX_ROWS = 100_000;

  private static final int MAX_COLUMNS = 500;

  private TableRows() {}

  /** The rows behind the headers; a cell without a header is left out. */
  public static List<ObjectNode> of(String text) {
    List<List<String>> rows = cells(text.startsWith("\uFEFF") ? text.substring(1) : text);
    List<ObjectNode> objects = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      List<String> heads = rows.getFirst();
      for (int k = 0; k < Math.min(heads.size(), rows.get(i).size()); k++) {
        if (!heads.get(k).isBlank()) {
          object.put(heads.get(k).strip(), rows.get(i).get(k).strip());
        }
      }
      objects.add(object);
    }
    return objects;
  }

  private static List<List<String>> cells(String text) {
    char separator = separator(text);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length() && rows.size() <= MAX_ROWS; i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == separator) {
        end(cell, row);
      } else if (c == '\n') {
        end(cell, row);
        end(row, rows);
        row = new ArrayList<>();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    end(cell, row);
    end(row, rows);
    return rows;
  }

  private static void end(StringBuilder cell, List<String> row) {
    if (row.size() < MAX_COLUMNS) {
      row.add(cell.toString());
    }
    cell.setLength(0);
  }

  private static void end(List<String> row, List<List<String>> rows) {
    if (row.stream().anyMatch(cell -> !cell.isBlank())) {
      rows.add(row);
    }
  }

  /** The one that the first line has most of. */
  private static char separator(String text) {
    int end = text.indexOf('\n');
    String head = end < 0 ? text : text.substring(0, end);
    char best = ',';
    for (char c : new char[] {';', '\t'}) {
      best = count(head, c) > count(head, best) ? c : best;
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }
}
