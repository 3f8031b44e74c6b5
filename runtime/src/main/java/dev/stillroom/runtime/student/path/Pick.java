package dev.stillroom.runtime.student.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * A value for each node that a path leads to: the node's own text, or parts of it joined.
 *
 * @param parts none for the node itself
 */
public record Pick(JsonPath path, List<Part> parts) {

  public static final int MAX_PARTS = 12;

  private static final int MAX_TEXT = 100;

  /** A piece of a joined value. */
  public sealed interface Part {

    /** What stands at the first node that a path leads to from the row. */
    record At(JsonPath path) implements Part {}

    /** The same text every time. */
    record Text(String text) implements Part {}
  }

  public Pick {
    parts = List.copyOf(parts);
  }

  public Pick(JsonPath path) {
    this(path, List.of());
  }

  /** The values in the document's order; a row that lacks a part gives none. */
  public List<String> from(JsonNode root) {
    List<String> values = new ArrayList<>();
    for (JsonNode node : path.from(root)) {
      String value = parts.isEmpty() ? text(node) : joined(node);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private String joined(JsonNode row) {
    StringBuilder value = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> value.append(text);
        case Part.At(JsonPath at) -> {
          List<JsonNode> nodes = at.from(row);
          String text = nodes.isEmpty() ? null : text(nodes.getFirst());
          if (text == null) {
            return null;
          }
          value.append(text);
        }
      }
    }
    return value.toString();
  }

  private static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  /** As a person reads it: {@code $.people[*]: name.first + " " + name.last}. */
  public String inWords() {
    if (parts.isEmpty()) {
      return path.inWords("$");
    }
    List<String> words = new ArrayList<>();
    for (Part part : parts) {
      words.add(
          switch (part) {
            case Part.Text(String text) -> "\"" + text + "\"";
            case Part.At(JsonPath at) -> at.inWords("");
          });
    }
    return path.inWords("$") + ": " + String.join(" + ", words);
  }

  /** Writes what {@link #read} reads. */
  public void write(ObjectNode json) {
    path.write(json.putArray("path"));
    ArrayNode array = json.putArray("parts");
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> array.add(text);
        case Part.At(JsonPath at) -> at.write(array.addArray());
      }
    }
  }

  public static Pick read(Fields fields) throws ProgramRefused {
    JsonPath path = JsonPath.read(fields.array("path", 0, JsonPath.MAX_STEPS));
    List<Part> parts = new ArrayList<>();
    for (JsonNode part : fields.array("parts", 0, MAX_PARTS)) {
      if (part.isArray() && part.size() <= JsonPath.MAX_STEPS) {
        parts.add(new Part.At(JsonPath.read(part)));
      } else {
        parts.add(new Part.Text(Fields.plain(part, "a part", MAX_TEXT)));
      }
    }
    return new Pick(path, parts);
  }
}
