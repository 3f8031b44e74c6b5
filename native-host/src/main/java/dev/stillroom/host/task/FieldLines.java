package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Prediction;
import java.util.ArrayList;
import java.util.List;

/** Fields that were filled in, as one text with a line each; what is not sure has no line. */
public final class FieldLines {

  /** Stands where there is no value. */
  public static final String NONE = "–";

  private static final String BETWEEN = " | ";

  private FieldLines() {}

  /** As an answer, which is null where all of them are open. */
  static Prediction said(Extraction extraction) {
    List<String> lines = new ArrayList<>();
    double confidence = 1;
    for (Extraction.Filled field : extraction.fields()) {
      if (field.state() != Extraction.State.UNSURE) {
        lines.add(line(field.name(), field.said()));
        confidence = Math.min(confidence, field.confidence());
      }
    }
    String all = String.join("\n", lines);
    boolean open = lines.isEmpty();
    double sure = open ? extraction.confidence() : confidence;
    return new Prediction(
        open ? null : all, sure, List.of(new Prediction.Ranked(all, sure)), List.of(), false);
  }

  /** The same of what stands in the examples format. */
  public static String of(JsonNode output) {
    List<String> lines = new ArrayList<>();
    output.properties().forEach(one -> lines.add(line(one.getKey(), values(one.getValue()))));
    return String.join("\n", lines);
  }

  private static String line(String name, List<String> values) {
    return name + ": " + (values.isEmpty() ? NONE : String.join(BETWEEN, values));
  }

  private static List<String> values(JsonNode value) {
    List<String> values = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (one.isTextual() && !one.textValue().isBlank()) {
        values.add(one.textValue().strip());
      }
    }
    return values;
  }
}
