package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.task.FieldLines;
import dev.stillroom.runtime.example.ExampleReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fields as a person specifies them by hand, and as a teacher is asked for them: a line each. */
final class Fields {

  private static final String NONE = FieldLines.NONE;
  private static final int LONGEST_VALUE = 2_000;
  private static final int MOST_VALUES = 100;

  private Fields() {}

  /** The name of a field, of which "name[]" says that it may have several values. */
  static String name(String label) {
    return label.strip().replaceFirst("\\[]$", "").strip();
  }

  /** Whether all that one says the other says too, field by field. */
  static boolean agree(String small, String teacher) {
    Map<String, String> said = read(teacher);
    return read(small).entrySet().stream()
        .allMatch(one -> one.getValue().equals(said.getOrDefault(one.getKey(), "")));
  }

  private static Map<String, String> read(String lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String value = line.substring(colon + 1).strip();
        values.put(
            Spelling.key(line.substring(0, colon)),
            value.equals(NONE) || value.equals("-") ? "" : Spelling.key(value));
      }
    }
    return values;
  }

  /** How a teacher is asked for them. */
  static String asked(List<String> labels) {
    return "Answer with one line for each of these, NAME: VALUE, the value as it stands in the text,"
        + " several parted by \" | \", \""
        + NONE
        + "\" where there is none: "
        + String.join("; ", labels.stream().map(Fields::name).toList());
  }

  /**
   * What somebody says fields are, checked.
   *
   * @return empty where it is nothing of that shape
   */
  static Optional<ObjectNode> of(JsonNode output) {
    if (!output.isObject() || output.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> field : output.properties()) {
      JsonNode value = field.getValue();
      if (!isName(field.getKey()) || value.size() > MOST_VALUES) {
        return Optional.empty();
      }
      for (JsonNode one : value.isArray() ? value : List.of(value)) {
        boolean fits = one.isTextual() && one.textValue().length() <= LONGEST_VALUE;
        if (!fits && !(one.isNull() && !value.isArray())) {
          return Optional.empty();
        }
      }
    }
    return Optional.of((ObjectNode) output);
  }

  static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= ExampleReader.MAX_LABEL
        && ExampleReader.isPlain(name);
  }

  /**
   * The cells of one row of a table.
   *
   * @param labels the fields; "name[]" for one of several values
   * @return null where all of them are empty: nobody has answered
   */
  static ObjectNode ofCells(ObjectNode cells, List<String> labels) {
    ObjectNode output = ProtocolJson.MAPPER.createObjectNode();
    boolean answered = false;
    for (String label : labels) {
      String name = name(label);
      String cell = cells.path(name).asText("").strip();
      answered |= !cell.isEmpty();
      boolean none = cell.isEmpty() || cell.equals(NONE);
      if (label.strip().endsWith("[]")) {
        output.putArray(name);
        if (!none) {
          for (String value : cell.split("\\|")) {
            output.withArray(name).add(value.strip());
          }
        }
      } else {
        output.put(name, none ? null : cell);
      }
    }
    return answered ? output : null;
  }
}
