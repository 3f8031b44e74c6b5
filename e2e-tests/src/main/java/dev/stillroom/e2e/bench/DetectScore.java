package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.e2e.bench.MadeEvents.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well found occurrences agree with true ones: one to one, best overlap first, right from an
 * overlap of one half.
 *
 * @param jaccard of each true span with the found one that is most like it, their mean
 * @param purity how far the occurrences of one routine are of one kind
 */
record DetectScore(double precision, double recall, double f1, double jaccard, double purity) {

  private static final double RIGHT = 0.5;

  /** An occurrence that was found. */
  record Found(String routine, long... lines) {}

  private record Pair(double overlap, int found, int truth) {}

  static Truth truth(JsonNode json) {
    List<Set<Long>> spans = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < json.path("segments").size(); i++) {
      JsonNode segment = json.path("segments").path(i);
      JsonNode wanted = json.path("segmentCase").path(i);
      Set<Long> lines = new HashSet<>();
      for (long at = segment.path(0).asLong(); at <= segment.path(1).asLong(); at++) {
        if (wanted.isMissingNode()
            || wanted.isNull()
            || wanted.equals(json.path("case").path((int) at))) {
          lines.add(at);
        }
      }
      spans.add(lines);
      kinds.add(json.path("variant").path(i).asText());
    }
    return new Truth(spans, kinds);
  }

  static DetectScore of(Truth truth, List<Found> found) {
    Map<Long, List<Integer>> owners = new HashMap<>();
    for (int k = 0; k < truth.spans().size(); k++) {
      for (long line : truth.spans().get(k)) {
        owners.computeIfAbsent(line, _ -> new ArrayList<>()).add(k);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (int q = 0; q < found.size(); q++) {
      Map<Integer, Integer> common = new HashMap<>();
      for (long line : found.get(q).lines()) {
        for (int k : owners.getOrDefault(line, List.of())) {
          common.merge(k, 1, Integer::sum);
        }
      }
      for (Map.Entry<Integer, Integer> one : common.entrySet()) {
        int size = found.get(q).lines().length + truth.spans().get(one.getKey()).size();
        double overlap = (double) one.getValue() / (size - one.getValue());
        if (overlap >= RIGHT) {
          pairs.add(new Pair(overlap, q, one.getKey()));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble(Pair::overlap)
            .reversed()
            .thenComparingInt(Pair::found)
            .thenComparingInt(Pair::truth));
    Map<Integer, Integer> used = new HashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (!used.containsKey(pair.found()) && taken.add(pair.truth())) {
        used.put(pair.found(), pair.truth());
      }
    }
    double precision = found.isEmpty() ? 0 : (double) used.size() / found.size();
    double recall = truth.spans().isEmpty() ? 0 : (double) used.size() / truth.spans().size();
    double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    return new DetectScore(
        precision, recall, f1, jaccard(truth, found), purity(truth, found, used));
  }

  private static double purity(Truth truth, List<Found> found, Map<Integer, Integer> used) {
    Map<String, Map<String, Integer>> kinds = new HashMap<>();
    used.forEach(
        (q, k) ->
            kinds
                .computeIfAbsent(found.get(q).routine(), _ -> new HashMap<>())
                .merge(truth.kinds().get(k), 1, Integer::sum));
    int pure = 0;
    for (Map<String, Integer> counts : kinds.values()) {
      pure += counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
    return used.isEmpty() ? 0 : (double) pure / used.size();
  }

  private static double jaccard(Truth truth, List<Found> found) {
    double sum = 0;
    for (Set<Long> span : truth.spans()) {
      double best = 0;
      for (Found one : found) {
        long first = one.lines()[0];
        long last = one.lines()[one.lines().length - 1];
        long common = span.stream().filter(line -> line >= first && line <= last).count();
        best = Math.max(best, (double) common / (span.size() + last - first + 1 - common));
      }
      sum += best;
    }
    return truth.spans().isEmpty() ? 0 : sum / truth.spans().size();
  }
}
