package dev.stillroom.runtime.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One line of an examples file. {@code output} is null for an unlabeled line; {@code group} and
 * {@code time} are null where the line has none. Examples of one group are never split between
 * training and verification.
 */
public record Example(
    Input input, JsonNode output, String id, String group, Instant time, Source source) {

  /** The same example of another input. */
  public Example with(Input changed) {
    return new Example(changed, output, id, group, time, source);
  }

  /** Who made the label. Only {@code USER} and {@code CORRECTION} may enter verification. */
  public enum Source {
    USER,
    TEACHER,
    SYNTHETIC,
    CORRECTION
  }
}
