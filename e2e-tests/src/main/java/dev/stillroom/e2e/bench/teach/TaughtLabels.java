package dev.stillroom.e2e.bench.teach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The labels that a {@link SimulatedTeacher} gives, without asking it over HTTP, and those among
 * them that look wrong by confident learning (Northcutt et al. 2021): a student that has not seen
 * an example is as sure of another label as students are, on average, where that label was given.
 * Stillroom does not leave such examples out; this measures what that would be worth.
 */
public final class TaughtLabels {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double LEAST_SURE = 0.5;

  private TaughtLabels() {}

  /**
   * The examples that a committee agrees on, as a teacher's.
   *
   * @param examples with their right labels
   * @param samples how many answers make a committee
   */
  public static List<String> of(List<String> examples, double error, int samples)
      throws IOException {
    Set<String> labels = new TreeSet<>();
    for (String line : examples) {
      labels.add(JSON.readTree(line).path("output").asText());
    }
    List<String> all = List.copyOf(labels);
    List<String> taught = new ArrayList<>();
    for (String line : examples) {
      ObjectNode example = (ObjectNode) JSON.readTree(line);
      String text = SimulatedTeacher.text(example.path("input"));
      Map<String, Integer> votes = new HashMap<>();
      for (int sample = 0; sample < samples; sample++) {
        votes.merge(
            SimulatedTeacher.label(text, example.path("output").asText(), all, error, sample),
            1,
            Integer::sum);
      }
      votes.forEach(
          (label, count) -> {
            if (2 * count > samples) {
              taught.add(example.put("output", label).put("source", "teacher").toString());
            }
          });
    }
    return taught;
  }

  /**
   * The examples without those whose label looks wrong.
   *
   * @param predicted what students that had not seen it said of each, as {@code run} prints it
   */
  public static List<String> plausible(List<String> examples, List<String> predicted)
      throws IOException {
    List<Map<String, Double>> said = new ArrayList<>();
    List<String> given = new ArrayList<>();
    Map<String, double[]> usual = new HashMap<>();
    for (int i = 0; i < examples.size(); i++) {
      Map<String, Double> sure = new HashMap<>();
      for (JsonNode one : JSON.readTree(predicted.get(i)).path("ranked")) {
        sure.put(one.path(0).asText(), one.path(1).asDouble());
      }
      String label = JSON.readTree(examples.get(i)).path("output").asText();
      double[] sum = usual.computeIfAbsent(label, none -> new double[2]);
      sum[0] += sure.getOrDefault(label, 0.0);
      sum[1]++;
      said.add(sure);
      given.add(label);
    }
    Set<Integer> suspects = new HashSet<>();
    for (int i = 0; i < examples.size(); i++) {
      double own = said.get(i).getOrDefault(given.get(i), 0.0);
      for (Map.Entry<String, Double> other : said.get(i).entrySet()) {
        double[] sum = usual.getOrDefault(other.getKey(), new double[] {1, 1});
        boolean isBetter = !other.getKey().equals(given.get(i)) && other.getValue() > own;
        if (isBetter && other.getValue() >= Math.max(LEAST_SURE, sum[0] / sum[1])) {
          suspects.add(i);
        }
      }
    }
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      if (!suspects.contains(i)) {
        kept.add(examples.get(i));
      }
    }
    return kept;
  }
}
