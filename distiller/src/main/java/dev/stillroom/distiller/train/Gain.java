package dev.stillroom.distiller.train;

import java.util.function.DoubleFunction;

/**
 * How much longer a text's vector is made before it stands beside the text's words. Vectors lie
 * close together, and without it the penalty would hold them down; too much of it, and the words
 * are not listened to. Few examples of what people want are told apart by what texts mean,
 * questions by their words: which it is, part of the examples tells about the others.
 *
 * @param loss what the halves were surprised by under it, in nats; infinite where they are too few
 */
record Gain(float value, double loss) {

  /** The one for most tasks, and where there are too few examples to choose. */
  static final float USUAL = 16;

  /** Those that may do better: more weight for the words from each to the next. */
  private static final float[] LOWER = {8, 4};

  /**
   * The gain under which either half of the examples leaves the other half least surprising.
   *
   * @param widened the rows with the vectors made longer by a gain
   * @param learned the examples to choose by, as indices of rows
   */
  static Gain of(
      DoubleFunction<DualAscent.Rows> widened, int[] learned, int labels, double penalty) {
    DualAscent.Rows usual = widened.apply(USUAL);
    Halves halves = new Halves(usual.labels(), learned, labels, penalty);
    if (!halves.areEnough()) {
      return new Gain(USUAL, Double.POSITIVE_INFINITY);
    }
    float best = USUAL;
    double least = halves.loss(half -> usual);
    for (float gain : LOWER) {
      DualAscent.Rows rows = widened.apply(gain);
      double loss = halves.loss(half -> rows);
      if (loss >= least) {
        break;
      }
      best = gain;
      least = loss;
    }
    return new Gain(best, least);
  }
}
