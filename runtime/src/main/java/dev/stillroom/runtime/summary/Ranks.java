package dev.stillroom.runtime.summary;

import java.util.Arrays;

/**
 * Sentences by what other sentences say of them: PageRank over the graph of their shared words
 * (Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004).
 */
public final class Ranks {

  private static final double DAMPING = 0.85;
  private static final int ROUNDS = 30;

  /** Of a longer document the sentences behind these are not ranked. */
  private static final int MOST = 1_000;

  private Ranks() {}

  /** For each sentence its rank; their sum is 1 where there is any. */
  public static double[] of(Weighed sentences) {
    int n = Math.min(MOST, sentences.size());
    double[][] weights = new double[n][n];
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double weight = sentences.likeness(i, j);
        weights[i][j] = weight;
        weights[j][i] = weight;
        out[i] += weight;
        out[j] += weight;
      }
    }
    double[] rank = new double[n];
    Arrays.fill(rank, 1.0 / Math.max(1, n));
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
          sum += out[j] > 0 ? weights[j][i] / out[j] * rank[j] : 0;
        }
        next[i] = (1 - DAMPING) / n + DAMPING * sum;
      }
      rank = next;
    }
    return Arrays.copyOf(rank, sentences.size());
  }
}
