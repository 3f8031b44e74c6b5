package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields as predicted against those that are right: values as multisets, white space folded, an
 * open field says nothing.
 */
final class FieldScores {

  /** hits, said, wanted values; then rows with a hit, that say something, that have something. */
  private final Map<String, int[]> fields = new TreeMap<>();

  private int answered;
  private int wrong;
  private int asked;

  /**
   * @param line a prediction line
   */
  void add(JsonNode wanted, JsonNode line) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      List<String> right = values(field.getValue());
      List<String> said = values(line.path("output").path(field.getKey()));
      Map<String, Integer> left = new HashMap<>();
      right.forEach(value -> left.merge(value, 1, Integer::sum));
      int hits = 0;
      for (String value : said) {
        hits += left.merge(value, -1, Integer::sum) >= 0 ? 1 : 0;
      }
      int[] counts = fields.computeIfAbsent(field.getKey(), name -> new int[6]);
      counts[0] += hits;
      counts[1] += said.size();
      counts[2] += right.size();
      counts[3] += hits > 0 ? 1 : 0;
      counts[4] += said.isEmpty() ? 0 : 1;
      counts[5] += right.isEmpty() ? 0 : 1;
      asked++;
      if (!line.path("fields").path(field.getKey()).path("state").asText().equals("unsure")) {
        answered++;
        wrong += hits == said.size() && hits == right.size() ? 0 : 1;
      }
    }
  }

  private static List<String> values(JsonNode value) {
    List<String> values = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      String folded = one.isNull() || one.isMissingNode() ? "" : one.asText().strip();
      if (!folded.isEmpty()) {
        values.add(folded.replaceAll("\\s+", " "));
      }
    }
    return values;
  }

  /** F1 over pages: one counts where any value said is right, as SWDE is scored. */
  Map<String, Double> pageF1() {
    Map<String, Double> all = new TreeMap<>();
    fields.forEach((name, c) -> all.put(name, f1(c[3], c[4], c[5])));
    return all;
  }

  double microF1() {
    int[] sum = new int[3];
    fields
        .values()
        .forEach(
            c -> {
              for (int i = 0; i < 3; i++) {
                sum[i] += c[i];
              }
            });
    return f1(sum[0], sum[1], sum[2]);
  }

  /** Of the values said how many are right. */
  double precision() {
    int hits = fields.values().stream().mapToInt(c -> c[0]).sum();
    int said = fields.values().stream().mapToInt(c -> c[1]).sum();
    return said == 0 ? 1 : (double) hits / said;
  }

  double coverage() {
    return asked == 0 ? 0 : (double) answered / asked;
  }

  double errorWhenAnswering() {
    return answered == 0 ? 0 : (double) wrong / answered;
  }

  private static double f1(int hits, int said, int wanted) {
    return said + wanted == 0 ? 1 : 2.0 * hits / (said + wanted);
  }
}
