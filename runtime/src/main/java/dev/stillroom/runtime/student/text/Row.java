package dev.stillroom.runtime.student.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Input;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An input's columns by name: its texts and numbers as they are written.
 *
 * @param made whether nobody wrote it
 */
public record Row(Map<String, String> columns, boolean made) {

  /** Longer columns are no table's cell, and are as if they were not there. */
  public static final int MAX_COLUMN = 20_000;

  public Row(Map<String, String> columns) {
    this(columns, false);
  }

  public static Row of(Input input) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      JsonNode value = member.getValue();
      if (value.isValueNode() && !value.isNull()) {
        String text = value.asText();
        if (text.length() <= MAX_COLUMN) {
          columns.put(member.getKey(), text);
        }
      }
    }
    return new Row(columns);
  }
}
