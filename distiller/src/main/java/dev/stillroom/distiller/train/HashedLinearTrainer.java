package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.features.Hashing;
import dev.stillroom.runtime.features.Term;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.HashedLinear;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Softmax regression with a squared penalty over the hashed features that occur, then rounded to
 * eight bits a weight; columns that round to nothing, and the lightest above the size, are dropped.
 */
final class HashedLinearTrainer implements Trainer {

  /** The strength of the penalty, against a loss summed over the examples. */
  private static final double PENALTY = 0.2;

  private static final int ITERATIONS = 80;
  private static final int MAX_TRAINED = 60_000;

  /** Weights and columns take at most this many bytes, and less where there are few examples. */
  private static final long MAX_BYTES = 180_000;

  private static final long MIN_BYTES = 8_000;
  private static final long BYTES_PER_EXAMPLE_AND_LABEL = 30;

  /** An input's vector over the trained columns. */
  private record Row(int[] columns, float[] values, int label) {}

  @Override
  public Architecture architecture() {
    return Architecture.HASHED_LINEAR;
  }

  @Override
  public HashedLinear train(List<Item> items, List<String> labels) {
    List<List<Term>> vectors = new ArrayList<>();
    for (Item item : items) {
      vectors.add(Hashing.of(item.features()));
    }
    int[] columns = columns(vectors);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      rows.add(row(vectors.get(i), columns, items.get(i).label()));
    }
    int size = labels.size();
    double[] weights =
        Lbfgs.minimize(
            (point, gradient) -> loss(rows, columns.length, size, point, gradient),
            (columns.length + 1) * size,
            ITERATIONS,
            1e-4 * Math.sqrt(items.size()));
    long bytes =
        Math.clamp(BYTES_PER_EXAMPLE_AND_LABEL * size * items.size(), MIN_BYTES, MAX_BYTES);
    return quantize(columns, weights, labels, (int) (bytes / (4 + size)));
  }

  /** The hashes that occur, ascending; the most frequent where there are too many. */
  private static int[] columns(List<List<Term>> vectors) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (List<Term> vector : vectors) {
      for (Term term : vector) {
        counts.merge(term.hash(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_TRAINED)
        .mapToInt(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  private static Row row(List<Term> vector, int[] columns, int label) {
    int[] at = new int[vector.size()];
    float[] values = new float[vector.size()];
    int n = 0;
    for (Term term : vector) {
      int column = Arrays.binarySearch(columns, term.hash());
      if (column >= 0) {
        at[n] = column;
        values[n++] = term.weight();
      }
    }
    return new Row(Arrays.copyOf(at, n), Arrays.copyOf(values, n), label);
  }

  /** Weights stand column by column, a number for each label; the last column is the bias. */
  private static double loss(
      List<Row> rows, int columns, int labels, double[] point, double[] gradient) {
    double loss = 0;
    for (int i = 0; i < columns * labels; i++) {
      gradient[i] = PENALTY * point[i];
      loss += 0.5 * PENALTY * point[i] * point[i];
    }
    int bias = columns * labels;
    Arrays.fill(gradient, bias, bias + labels, 0);
    double[] scores = new double[labels];
    for (Row row : rows) {
      System.arraycopy(point, bias, scores, 0, labels);
      for (int i = 0; i < row.columns().length; i++) {
        int base = row.columns()[i] * labels;
        for (int label = 0; label < labels; label++) {
          scores[label] += row.values()[i] * point[base + label];
        }
      }
      loss += toErrors(scores, row.label());
      for (int i = 0; i < row.columns().length; i++) {
        int base = row.columns()[i] * labels;
        for (int label = 0; label < labels; label++) {
          gradient[base + label] += row.values()[i] * scores[label];
        }
      }
      for (int label = 0; label < labels; label++) {
        gradient[bias + label] += scores[label];
      }
    }
    // A light hold on the bias keeps it finite where one label has no example.
    for (int i = bias; i < bias + labels; i++) {
      gradient[i] += 0.01 * point[i];
      loss += 0.005 * point[i] * point[i];
    }
    return loss;
  }

  /** Turns scores into probabilities minus the truth, in place, and returns the loss. */
  private static double toErrors(double[] scores, int truth) {
    double top = Arrays.stream(scores).max().orElse(0);
    double sum = 0;
    for (double score : scores) {
      sum += StrictMath.exp(score - top);
    }
    double loss = top + StrictMath.log(sum) - scores[truth];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = StrictMath.exp(scores[i] - top) / sum - (i == truth ? 1 : 0);
    }
    return loss;
  }

  private static HashedLinear quantize(
      int[] columns, double[] weights, List<String> labels, int most) {
    int size = labels.size();
    double[] heaviest = new double[columns.length];
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      for (int label = 0; label < size; label++) {
        heaviest[i] = Math.max(heaviest[i], Math.abs(weights[i * size + label]));
      }
      kept.add(i);
    }
    kept.sort(Comparator.comparingDouble((Integer i) -> -heaviest[i]).thenComparing(i -> i));
    kept = new ArrayList<>(kept.subList(0, Math.min(most, kept.size())));
    kept.sort(Comparator.naturalOrder());
    float[] scales = new float[size];
    for (int i : kept) {
      for (int label = 0; label < size; label++) {
        scales[label] = (float) Math.max(scales[label], Math.abs(weights[i * size + label]) / 127);
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(kept.size() * size);
    List<Integer> left = new ArrayList<>();
    for (int i : kept) {
      byte[] row = new byte[size];
      boolean speaks = false;
      for (int label = 0; label < size; label++) {
        double weight = weights[i * size + label];
        row[label] = scales[label] == 0 ? 0 : (byte) Math.round(weight / scales[label]);
        speaks |= row[label] != 0;
      }
      if (speaks) {
        bytes.put(row);
        left.add(columns[i]);
      }
    }
    float[] bias = new float[size];
    for (int label = 0; label < size; label++) {
      bias[label] = (float) weights[columns.length * size + label];
    }
    int[] hashes = left.stream().mapToInt(Integer::intValue).toArray();
    return new HashedLinear(new Answering(labels), hashes, bytes.flip().slice(), scales, bias);
  }
}
