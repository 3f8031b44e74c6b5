package dev.stillroom.distiller.dataset;

import dev.stillroom.runtime.features.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a reference's words, pairs of words and order a summary has, as F1 in [0, 1] (Lin,
 * "ROUGE: A Package for Automatic Evaluation of Summaries", 2004); the best reference counts.
 */
public final class Rouge {

  private final List<List<String>> references;

  /** The three measures. */
  public record Scores(double one, double two, double longest) {

    public static final Scores NONE = new Scores(0, 0, 0);

    /** What a sentence's worth is measured by: words and their order count, pairs half. */
    public double worth() {
      return one + two / 2 + longest;
    }
  }

  public Rouge(List<String> references) {
    this.references = references.stream().map(Words::of).toList();
  }

  public Scores of(String summary) {
    return of(Words.of(summary));
  }

  public Scores of(List<String> summary) {
    double one = 0;
    double two = 0;
    double longest = 0;
    for (List<String> reference : references) {
      one = Math.max(one, overlap(summary, reference, 1));
      two = Math.max(two, overlap(summary, reference, 2));
      longest = Math.max(longest, f1(common(summary, reference), summary, reference, 1));
    }
    return new Scores(one, two, longest);
  }

  private static double overlap(List<String> summary, List<String> reference, int size) {
    Map<List<String>, Integer> left = new HashMap<>();
    for (int i = 0; i + size <= reference.size(); i++) {
      left.merge(reference.subList(i, i + size), 1, Integer::sum);
    }
    int found = 0;
    for (int i = 0; i + size <= summary.size(); i++) {
      Integer count = left.get(summary.subList(i, i + size));
      if (count != null && count > 0) {
        left.put(summary.subList(i, i + size), count - 1);
        found++;
      }
    }
    return f1(found, summary, reference, size);
  }

  private static double f1(int found, List<String> summary, List<String> reference, int size) {
    int all = summary.size() + reference.size() - 2 * (size - 1);
    return found == 0 ? 0 : 2.0 * found / all;
  }

  /** The length of the longest common subsequence. */
  private static int common(List<String> one, List<String> other) {
    int[] row = new int[other.size() + 1];
    for (String word : one) {
      int before = 0;
      for (int j = 1; j <= other.size(); j++) {
        int above = row[j];
        row[j] = word.equals(other.get(j - 1)) ? before + 1 : Math.max(above, row[j - 1]);
        before = above;
      }
    }
    return row[other.size()];
  }
}
