package dev.stillroom.runtime.student.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One step down a JSON document. */
public sealed interface Step {

  /** The member of that name. */
  record Member(String name) implements Step {}

  /** Every element of an array, or every member's value of an object used as a map. */
  record Each() implements Step {}

  /** One element of an array, from its beginning (0, 1, …) or from its end (-1, -2, …). */
  record At(int index) implements Step {}

  /** Those objects whose member of that name, as text, is {@code value}. */
  record Where(String name, String value) implements Step {}

  /** The nodes one step below {@code node}; none where there is no such step. */
  default List<JsonNode> from(JsonNode node) {
    return switch (this) {
      case Member(String name) -> {
        JsonNode child = node.isObject() ? node.get(name) : null;
        yield child == null ? List.of() : List.of(child);
      }
      case Each() -> {
        List<JsonNode> all = new ArrayList<>();
        if (node.isContainerNode()) {
          node.forEach(all::add);
        }
        yield all;
      }
      case At(int index) -> {
        JsonNode child = node.isArray() ? node.get(index < 0 ? node.size() + index : index) : null;
        yield child == null ? List.of() : List.of(child);
      }
      case Where(String name, String value) -> {
        JsonNode member = node.isObject() ? node.get(name) : null;
        boolean fits = member != null && member.isValueNode() && member.asText().equals(value);
        yield fits ? List.of(node) : List.of();
      }
    };
  }
}
