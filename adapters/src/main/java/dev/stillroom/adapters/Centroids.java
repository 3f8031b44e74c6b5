package dev.stillroom.adapters;

import dev.stillroom.runtime.encoder.EncoderModel;
import java.util.List;

/** Where the texts of each label lie, in one pass over them. */
final class Centroids {

  /** Nearness counts the more, the further labels have come apart; the fairest of these counts. */
  private static final double[] SHARPNESS = {5, 10, 20, 40};

  private final float[][] sums;

  Centroids(int labels) {
    sums = new float[labels][EncoderModel.WIDTH];
  }

  /**
   * @param labels negative for none
   */
  void add(List<float[]> vectors, int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; labels[i] >= 0 && k < EncoderModel.WIDTH; k++) {
        sums[labels[i]][k] += vectors.get(i)[k];
      }
    }
  }

  /** How surprising texts' labels are by the centroid each text lies near to, in nats. */
  double surprise(List<float[]> vectors, int[] labels) {
    double least = Double.POSITIVE_INFINITY;
    for (double sharpness : SHARPNESS) {
      double sum = 0;
      for (int i = 0; i < labels.length; i++) {
        sum += surprise(vectors.get(i), labels[i], sharpness);
      }
      least = Math.min(least, sum / labels.length);
    }
    return least;
  }

  private double surprise(float[] vector, int label, double sharpness) {
    double all = 0;
    for (float[] sum : sums) {
      all += StrictMath.exp(sharpness * cosine(vector, sum));
    }
    return StrictMath.log(all) - sharpness * cosine(vector, sums[label]);
  }

  /** Of a vector of length 1 with a sum; as far as can be where there is none. */
  private static double cosine(float[] vector, float[] sum) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      product += vector[i] * sum[i];
      square += sum[i] * sum[i];
    }
    return square == 0 ? -1 : product / Math.sqrt(square);
  }
}
