package dev.stillroom.e2e.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Multinomial naive Bayes, the peer that anybody has. */
final class WordBayes {

  private static final double ALPHA = 0.1;

  private final Map<String, Map<String, Integer>> counts = new HashMap<>();
  private final Map<String, Integer> totals = new HashMap<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Set<String> vocabulary = new HashSet<>();
  private int rows;

  void learn(List<String> words, String label) {
    rows++;
    labels.merge(label, 1, Integer::sum);
    Map<String, Integer> own = counts.computeIfAbsent(label, key -> new HashMap<>());
    for (String word : words) {
      own.merge(word, 1, Integer::sum);
      totals.merge(label, 1, Integer::sum);
      vocabulary.add(word);
    }
  }

  String say(List<String> words) {
    String best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Integer> label : labels.entrySet()) {
      double sum = Math.log((double) label.getValue() / rows);
      Map<String, Integer> own = counts.get(label.getKey());
      double total = totals.getOrDefault(label.getKey(), 0) + ALPHA * vocabulary.size();
      for (String word : words) {
        if (vocabulary.contains(word)) {
          sum += Math.log((own.getOrDefault(word, 0) + ALPHA) / total);
        }
      }
      if (sum > most) {
        most = sum;
        best = label.getKey();
      }
    }
    return best;
  }
}
