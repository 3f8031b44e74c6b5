package dev.stillroom.distiller.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;

/**
 * How much longer a text's vector is made before it stands beside the text's words. Vectors lie
 * close together, and without it the penalty would hold them down; too much of it, and the words
 * are not listened to. Few examples of what people want are told apart by what texts mean,
 * questions by their words: which it is, part of the examples tells about the others.
 */
final class Gain {

  /** The one for most tasks, and where there are too few examples to choose. */
  static final float USUAL = 16;

  /** Those that may do better: more weight for the words from each to the next. */
  private static final float[] LOWER = {8, 4};

  private static final int ENOUGH = 100;
  private static final int SAMPLED = 1_000;

  /** Mean duality gap of a row, in nats: half as exact as a student's training will do. */
  private static final double TOLERANCE = 0.02;

  private Gain() {}

  /**
   * The gain under which either half of the examples leaves the other half least surprising.
   *
   * @param widened the rows with the vectors made longer by a gain
   * @param learned the examples to choose by, as indices of rows
   */
  static float of(
      DoubleFunction<DualAscent.Rows> widened, int[] learned, int labels, double penalty) {
    DualAscent.Rows usual = widened.apply(USUAL);
    List<Integer> sample = sample(usual, learned);
    if (sample.size() < ENOUGH) {
      return USUAL;
    }
    float best = USUAL;
    double least = loss(usual, sample, labels, penalty);
    for (float gain : LOWER) {
      double loss = loss(widened.apply(gain), sample, labels, penalty);
      if (loss >= least) {
        break;
      }
      best = gain;
      least = loss;
    }
    return best;
  }

  /** Some in scope, label after label, so that every second one is half of each label. */
  private static List<Integer> sample(DualAscent.Rows rows, int[] learned) {
    List<Integer> sample = new ArrayList<>();
    for (int row : learned) {
      if (rows.labels()[row] >= 0) {
        sample.add(row);
      }
    }
    Collections.shuffle(sample, new Random(learned.length));
    List<Integer> some = new ArrayList<>(sample.subList(0, Math.min(SAMPLED, sample.size())));
    some.sort(Comparator.comparing(row -> rows.labels()[row]));
    return some;
  }

  private static double loss(
      DualAscent.Rows rows, List<Integer> sample, int labels, double penalty) {
    double loss = 0;
    for (int half = 0; half < 2; half++) {
      int[] learned = every(sample, half);
      int[] asked = every(sample, 1 - half);
      float[] weights =
          DualAscent.train(rows, learned, labels, penalty, EncoderHeadTrainer.EPOCHS, TOLERANCE);
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
