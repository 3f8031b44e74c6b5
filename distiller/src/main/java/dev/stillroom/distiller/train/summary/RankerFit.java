package dev.stillroom.distiller.train.summary;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.runtime.student.SentenceWeights;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fits the weights of a sentence ranker: for references of one sentence the distribution over the
 * text's sentences comes near to that of what each would be as a summary (ListNet, Cao et al.
 * 2007), else what is kept comes before what is not (pairwise logistic loss). Steps are those of
 * AdaGrad, the weights of all rounds are averaged, and they begin at what was thought before.
 */
public final class RankerFit {

  private static final double RATE_OF_NUMBERS = 0.05;
  private static final double RATE_OF_WORDS = 0.03;
  private static final double DECAY = 1e-3;
  private static final double SMOOTHING = 1e-2;
  private static final double TEMPERATURE = 0.1;

  /** Documents looked at in all, and how often one at least and at most. */
  private static final int LOOKS = 12_000;

  private static final int FEWEST_ROUNDS = 6;
  private static final int MOST_ROUNDS = 150;

  /** A word counts from so many sentences on, where there are many of them. */
  private static final int COMMON = 10;

  private static final int RARE = 3;
  private static final double WORD = 0.5;

  /** A pack stays small: so many words at most. */
  private static final int MOST_WORDS = 12_000;

  private final List<Abridged> all;
  private final List<double[][]> added;
  private final int numbers;
  private final Map<Integer, Integer> columns = new HashMap<>();
  private final List<int[][]> words = new ArrayList<>();
  private final double[] start;

  /**
   * @param added further numbers of each sentence of each text, all of the same count; null for
   *     none
   */
  RankerFit(List<Abridged> all, List<double[][]> added) {
    this.all = all;
    this.added = added;
    int more = added == null || added.isEmpty() ? 0 : added.getFirst()[0].length;
    numbers = SentenceFeatures.COUNT + more;
    start = new double[numbers];
    float[] before = SentenceWeights.UNTRAINED.numbers();
    for (int i = 0; i < before.length; i++) {
      start[i] = before[i];
    }
    count();
  }

  private void count() {
    Map<Integer, Integer> counts = new HashMap<>();
    List<int[][]> hashes = new ArrayList<>();
    int sentences = 0;
    for (Abridged one : all) {
      int[][] of = new int[one.features().size()][];
      for (int i = 0; i < of.length; i++) {
        of[i] = one.features().hashes(i);
        for (int hash : of[i]) {
          counts.merge(hash, 1, Integer::sum);
        }
      }
      sentences += of.length;
      hashes.add(of);
    }
    int least = Math.clamp(sentences / 1_000, RARE, COMMON);
    for (int[][] of : hashes) {
      int[][] known = new int[of.length][];
      for (int i = 0; i < of.length; i++) {
        known[i] =
            Arrays.stream(of[i])
                .filter(hash -> counts.get(hash) >= least)
                .map(hash -> columns.computeIfAbsent(hash, h -> columns.size()))
                .toArray();
      }
      words.add(known);
    }
  }

  /**
   * What was learned.
   *
   * @param numbers weights of a sentence's numbers and of those added
   * @param byWord weights by hash
   */
  record Fitted(double[] numbers, Map<Integer, Double> byWord) {

    /** With eight bits for a word, the heaviest ones only. */
    SentenceWeights weights() {
      float[] own = new float[SentenceFeatures.COUNT];
      for (int i = 0; i < own.length; i++) {
        own[i] = (float) numbers[i];
      }
      List<Map.Entry<Integer, Double>> heavy = new ArrayList<>(byWord.entrySet());
      heavy.sort(
          (a, b) -> {
            int order = Double.compare(Math.abs(b.getValue()), Math.abs(a.getValue()));
            return order != 0 ? order : Integer.compare(a.getKey(), b.getKey());
          });
      double most = heavy.isEmpty() ? 0 : Math.abs(heavy.getFirst().getValue());
      float scale = most == 0 ? 1 : (float) (most / 127);
      List<Map.Entry<Integer, Double>> kept = new ArrayList<>();
      for (Map.Entry<Integer, Double> one : heavy) {
        if (kept.size() < MOST_WORDS && Math.round(one.getValue() / scale) != 0) {
          kept.add(one);
        }
      }
      kept.sort(Map.Entry.comparingByKey());
      int[] hashes = new int[kept.size()];
      byte[] bytes = new byte[kept.size()];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = kept.get(i).getKey();
        bytes[i] = (byte) Math.round(kept.get(i).getValue() / scale);
      }
      return new SentenceWeights(own, hashes, bytes, scale);
    }
  }

  /** Learns from some of the texts. */
  Fitted fit(List<Integer> which, long seed) throws InterruptedException {
    int size = numbers + columns.size();
    double[] weights = Arrays.copyOf(start, size);
    double[] squares = new double[size];
    Arrays.fill(squares, SMOOTHING);
    double[] sum = new double[size];
    int rounds = Math.clamp(LOOKS / Math.max(1, which.size()), FEWEST_ROUNDS, MOST_ROUNDS);
    List<Integer> order = new ArrayList<>(which);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (int text : order) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        step(text, weights, squares);
      }
      for (int i = 0; i < size; i++) {
        sum[i] += weights[i];
      }
    }
    Map<Integer, Double> byWord = new HashMap<>();
    columns.forEach((hash, column) -> byWord.put(hash, sum[numbers + column] / rounds * WORD));
    double[] own = new double[numbers];
    for (int i = 0; i < numbers; i++) {
      own[i] = sum[i] / rounds;
    }
    return new Fitted(own, byWord);
  }

  private void step(int text, double[] weights, double[] squares) {
    Abridged one = all.get(text);
    int n = one.features().size();
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = score(text, i, weights);
    }
    double[] gradient = gradient(one, scores);
    for (int i = 0; i < n; i++) {
      if (gradient[i] == 0) {
        continue;
      }
      double[] values = one.features().numbers(i);
      for (int k = 0; k < numbers; k++) {
        double value = k < values.length ? values[k] : added.get(text)[i][k - values.length];
        if (value != 0) {
          move(k, gradient[i] * value, start[k], RATE_OF_NUMBERS, weights, squares);
        }
      }
      for (int column : words.get(text)[i]) {
        move(numbers + column, gradient[i] * WORD, 0, RATE_OF_WORDS, weights, squares);
      }
    }
  }

  private static void move(
      int at, double slope, double home, double rate, double[] weights, double[] squares) {
    double step = slope + DECAY * (weights[at] - home);
    squares[at] += step * step;
    weights[at] -= rate * step / Math.sqrt(squares[at]);
  }

  private double score(int text, int sentence, double[] weights) {
    double sum = 0;
    double[] values = all.get(text).features().numbers(sentence);
    for (int k = 0; k < values.length; k++) {
      sum += weights[k] * values[k];
    }
    for (int k = values.length; k < numbers; k++) {
      sum += weights[k] * added.get(text)[sentence][k - values.length];
    }
    for (int column : words.get(text)[sentence]) {
      sum += weights[numbers + column] * WORD;
    }
    return sum;
  }

  /** The slope of the loss for each sentence's score. */
  private static double[] gradient(Abridged one, double... scores) {
    if (one.graded()) {
      double[] wanted = softmax(one.gains(), TEMPERATURE);
      double[] given = softmax(scores, 1);
      double[] slope = new double[scores.length];
      for (int i = 0; i < slope.length; i++) {
        slope[i] = given[i] - wanted[i];
      }
      return slope;
    }
    double[] slope = new double[scores.length];
    if (!one.pairs().isEmpty()) {
      double all = one.pairs().stream().mapToDouble(Abridged.Pair::weight).sum();
      double share = Math.max(1, one.count()) / Math.max(1e-9, all);
      for (Abridged.Pair pair : one.pairs()) {
        pull(pair.better(), pair.worse(), share * pair.weight(), scores, slope);
      }
      return slope;
    }
    int kept = one.count();
    double share = kept == scores.length ? 0 : 1.0 / (scores.length - kept);
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; one.kept()[i] && j < scores.length; j++) {
        if (!one.kept()[j]) {
          pull(i, j, share, scores, slope);
        }
      }
    }
    return slope;
  }

  private static void pull(int better, int worse, double weight, double[] scores, double[] slope) {
    double wrong = weight / (1 + Math.exp(scores[better] - scores[worse]));
    slope[better] -= wrong;
    slope[worse] += wrong;
  }

  private static double[] softmax(double[] values, double temperature) {
    double most = Arrays.stream(values).max().orElse(0);
    double[] shares = new double[values.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp((values[i] - most) / temperature);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
