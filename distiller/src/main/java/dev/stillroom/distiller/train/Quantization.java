package dev.stillroom.distiller.train;

import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.SparseWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a student of a pack's size out of trained weights: what moves the scores of the training
 * rows least is dropped, the rest is rounded to eight bits.
 */
final class Quantization {

  private Quantization() {}

  /** What weights and columns may take, in bytes, where that is enough. */
  private static final List<Long> SIZES = List.of(15_000L, 45_000L, 90_000L);

  /** What a pack of 200 KB has room for, in bytes, beside its labels and its card. */
  private static final long MOST = 180_000;

  /** How far a smaller student's probabilities may be, on average, from those of all weights. */
  private static final double MOST_CHANGE = 0.01;

  private static final int COMPARED = 500;

  /**
   * The smallest student that says of the rows it learned from what the trained weights say.
   *
   * @param beside what the pack holds beside it, in bytes
   */
  static HashedLinear of(
      Corpus corpus, int[] which, float[] trained, List<String> labels, long beside) {
    List<Integer> compared = new ArrayList<>();
    for (int i = 0; i < which.length; i += 1 + which.length / COMPARED) {
      compared.add(which[i]);
    }
    HashedLinear largest = null;
    List<double[]> wanted = new ArrayList<>();
    HashedLinear student = of(corpus, trained, labels, Long.MAX_VALUE);
    for (int row : compared) {
      wanted.add(student.probabilities(corpus.vectors().get(row)));
    }
    List<Long> sizes = new ArrayList<>(SIZES);
    sizes.removeIf(bytes -> bytes >= MOST - beside);
    sizes.add(Math.max(SIZES.getFirst(), MOST - beside));
    for (long bytes : sizes) {
      student = of(corpus, trained, labels, bytes);
      double change = 0;
      for (int i = 0; i < compared.size(); i++) {
        double[] got = student.probabilities(corpus.vectors().get(compared.get(i)));
        for (int k = 0; k < got.length; k++) {
          change += Math.abs(got[k] - wanted.get(i)[k]) / 2 / compared.size();
        }
      }
      if (change <= MOST_CHANGE) {
        return student;
      }
      largest = student;
    }
    return largest;
  }

  private static HashedLinear of(Corpus corpus, float[] trained, List<String> labels, long bytes) {
    int size = labels.size();
    int columns = corpus.hashes().length;
    float[] weights = Arrays.copyOf(trained, columns * size);
    float[] bias = Arrays.copyOfRange(trained, columns * size, (columns + 1) * size);
    for (int column = 0; column < columns; column++) {
      // Speaking for all labels alike says nothing: softmax sees differences only.
      float mean = 0;
      for (int k = 0; k < size; k++) {
        mean += weights[column * size + k] / size;
      }
      for (int k = 0; k < size; k++) {
        weights[column * size + k] -= mean;
      }
    }
    float least = least(weights, size, bytes);
    float[] scales = new float[size];
    for (int column = 0; column < columns; column++) {
      for (int k = 0; k < size; k++) {
        float weight = weights[column * size + k];
        if (Math.abs(weight) > least) {
          scales[k] = Math.max(scales[k], Math.abs(weight * corpus.rarity()[column]) / 127);
        }
      }
    }
    int[] hashes = new int[columns];
    int[] starts = new int[columns + 1];
    short[] names = new short[columns * size];
    byte[] rounded = new byte[columns * size];
    int kept = 0;
    int at = 0;
    for (int column = 0; column < columns; column++) {
      for (int k = 0; k < size; k++) {
        float weight = weights[column * size + k];
        if (Math.abs(weight) > least) {
          int value = Math.round(weight * corpus.rarity()[column] / scales[k]);
          if (value != 0) {
            names[at] = (short) k;
            rounded[at++] = (byte) value;
          }
        }
      }
      if (at > starts[kept]) {
        hashes[kept++] = corpus.hashes()[column];
        starts[kept] = at;
      }
    }
    SparseWeights sparse =
        new SparseWeights(
            Arrays.copyOf(hashes, kept),
            Arrays.copyOf(starts, kept + 1),
            Arrays.copyOf(names, at),
            Arrays.copyOf(rounded, at));
    return new HashedLinear(new Answering(labels), sparse, scales, bias);
  }

  /** The weight up to which all must go so that the rest fits, by bisection. */
  private static float least(float[] weights, int size, long bytes) {
    float below = 0;
    float above = 0;
    for (float weight : weights) {
      above = Math.max(above, Math.abs(weight));
    }
    if (bytes(weights, size, 0) <= bytes) {
      return 0;
    }
    for (int i = 0; i < 20; i++) {
      float middle = (below + above) / 2;
      if (bytes(weights, size, middle) <= bytes) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  private static long bytes(float[] weights, int size, float least) {
    long sum = 0;
    for (int from = 0; from < weights.length; from += size) {
      int kept = 0;
      for (int k = 0; k < size; k++) {
        kept += Math.abs(weights[from + k]) > least ? 1 : 0;
      }
      sum += kept == 0 ? 0 : SparseWeights.COLUMN_BYTES + kept * SparseWeights.weightBytes(size);
    }
    return sum;
  }
}
