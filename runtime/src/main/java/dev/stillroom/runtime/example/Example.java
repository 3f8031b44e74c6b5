package dev.stillroom.runtime.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * One line of an examples file. {@code output} is null for an unlabeled line; {@code group} and
 * {@code time} are null where the line has none. Examples of one group are never split between
 * training and verification.
 *
 * @param spans where in the text the fields' values stand, where the line says so
 */
public record Example(
    Input input,
    JsonNode output,
    String id,
    String group,
    Instant time,
    Source source,
    List<Span> spans) {

  /**
   * A value's place in {@code text}.
   *
   * @param from the first character (code point) of the value
   * @param to the one behind its last
   */
  public record Span(int from, int to, String field) {}

  public Example {
    spans = List.copyOf(spans);
  }

  public Example(
      Input input, JsonNode output, String id, String group, Instant time, Source source) {
    this(input, output, id, group, time, source, List.of());
  }

  /** The same example of another input. */
  public Example with(Input changed) {
    return new Example(changed, output, id, group, time, source, spans);
  }

  /** Who made the label. Only {@code USER} and {@code CORRECTION} may enter verification. */
  public enum Source {
    USER,
    TEACHER,
    SYNTHETIC,
    CORRECTION
  }
}
