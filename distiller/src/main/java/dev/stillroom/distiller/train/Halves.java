package dev.stillroom.distiller.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Two halves of some examples, of each label alike, that tell how well a way to see them does: what
 * one half teaches about the other. So ways are chosen without looking at any other example.
 */
final class Halves {

  /** Fewer tell nothing. */
  static final int ENOUGH = 100;

  private static final int SAMPLED = 1_000;

  /** Mean duality gap of a row, in nats: half as exact as a student's training will do. */
  private static final double TOLERANCE = 0.02;

  private final List<Integer> sample;
  private final int labels;
  private final double penalty;

  /**
   * @param truths of all rows; negative for none of the labels
   * @param learned the examples to choose by, as indices of rows
   */
  Halves(int[] truths, int[] learned, int labels, double penalty) {
    this.sample = sample(truths, learned);
    this.labels = labels;
    this.penalty = penalty;
  }

  /** Some in scope, label after label, so that every second one is half of each label. */
  private static List<Integer> sample(int[] truths, int[] learned) {
    List<Integer> sample = new ArrayList<>();
    for (int row : learned) {
      if (truths[row] >= 0) {
        sample.add(row);
      }
    }
    Collections.shuffle(sample, new Random(learned.length));
    List<Integer> some = new ArrayList<>(sample.subList(0, Math.min(SAMPLED, sample.size())));
    some.sort(Comparator.comparing(row -> truths[row]));
    return some;
  }

  /** Whether there are enough of them to choose by. */
  boolean areEnough() {
    return sample.size() >= ENOUGH;
  }

  /** The mean surprise of either half by what was learned from the other, in nats, summed. */
  double loss(Function<int[], DualAscent.Rows> seen) {
    double loss = 0;
    for (int half = 0; half < 2; half++) {
      int[] learned = every(sample, half);
      int[] asked = every(sample, 1 - half);
      DualAscent.Rows rows = seen.apply(learned);
      float[] weights =
          DualAscent.train(rows, learned, labels, penalty, EncodedCourse.EPOCHS, TOLERANCE);
      List<double[]> said = new ArrayList<>();
      for (int row : asked) {
        said.add(probabilities(rows, row, weights, labels));
      }
      loss +=
          Temperature.of(said, Arrays.stream(asked).mapToObj(row -> rows.labels()[row]).toList())
              .loss();
    }
    return loss;
  }

  private static int[] every(List<Integer> sample, int half) {
    int[] chosen = new int[(sample.size() + 1 - half) / 2];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = sample.get(2 * i + half);
    }
    return chosen;
  }

  private static double[] probabilities(
      DualAscent.Rows rows, int row, float[] weights, int labels) {
    double[] scores = new double[labels];
    for (int i = rows.starts()[row]; i < rows.starts()[row + 1]; i++) {
      for (int k = 0; k < labels; k++) {
        scores[k] += rows.values()[i] * weights[rows.columns()[i] * labels + k];
      }
    }
    double top = Arrays.stream(scores).max().orElse(0);
    double sum = 0;
    for (int k = 0; k < labels; k++) {
      scores[k] = StrictMath.exp(scores[k] - top);
      sum += scores[k];
    }
    for (int k = 0; k < labels; k++) {
      scores[k] /= sum;
    }
    return scores;
  }
}
