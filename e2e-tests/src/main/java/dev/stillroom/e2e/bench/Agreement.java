package dev.stillroom.e2e.bench;

import java.util.HashMap;
import java.util.Map;

/** How often two agree, and how much more than by chance (Cohen's kappa). */
final class Agreement {

  private final Map<String, Integer> wanted = new HashMap<>();
  private final Map<String, Integer> said = new HashMap<>();
  private int right;
  private int all;

  void add(String truth, String answer) {
    wanted.merge(truth, 1, Integer::sum);
    said.merge(answer, 1, Integer::sum);
    right += truth.equals(answer) ? 1 : 0;
    all++;
  }

  int size() {
    return all;
  }

  double accuracy() {
    return (double) right / Math.max(1, all);
  }

  double kappa() {
    double chance = 0;
    for (Map.Entry<String, Integer> label : wanted.entrySet()) {
      chance +=
          (double) label.getValue() / all * said.getOrDefault(label.getKey(), 0) / Math.max(1, all);
    }
    return (accuracy() - chance) / (1 - chance);
  }
}
