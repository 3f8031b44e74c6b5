package dev.stillroom.runtime.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a student sees: an object whose reserved members are {@code text}, {@code html}, {@code
 * url}, {@code json} and {@code file}, and whose other members are named features (strings,
 * numbers, booleans, null, or arrays of them).
 */
public record Input(ObjectNode members) {

  /** Reads any JSON value as an input; a bare string is the same as {@code {"text": …}}. */
  public static Input of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return new Input(object);
    }
    ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
    wrapped.set(value.isTextual() ? "text" : "json", value);
    return new Input(wrapped);
  }
}
