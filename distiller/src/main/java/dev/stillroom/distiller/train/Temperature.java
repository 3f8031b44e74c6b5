package dev.stillroom.distiller.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The temperature that makes a student's probabilities what it is right by: the one under which
 * what happened was most probable (Guo et al. 2017). A student surer of itself than it should be
 * gets one above 1. A few dozen examples without an error would make anyone certain, so each truth
 * counts as a little less than one, as if one more than was seen had gone wrong (Platt 1999).
 *
 * @param loss the mean surprise at that temperature, in nats, at least 0
 */
public record Temperature(double value, double loss) {

  private static final double MOST_LOG = 2.5;
  private static final int STEPS = 12;

  /** So improbable that a logarithm of less says nothing. */
  private static final double LEAST = 1e-12;

  /**
   * By golden section: the loss is convex in the temperature's inverse.
   *
   * @param probabilities for each example one of each label
   * @param truths the index of each example's label; a negative one stands for none and is left out
   */
  public static Temperature of(List<double[]> probabilities, List<Integer> truths) {
    List<double[]> logs = new ArrayList<>();
    List<Integer> known = new ArrayList<>();
    for (int n = 0; n < truths.size(); n++) {
      if (truths.get(n) >= 0) {
        double[] log = new double[probabilities.get(n).length];
        for (int i = 0; i < log.length; i++) {
          log[i] = StrictMath.log(Math.max(probabilities.get(n)[i], LEAST));
        }
        logs.add(log);
        known.add(truths.get(n));
      }
    }
    double ratio = (StrictMath.sqrt(5) - 1) / 2;
    double low = -MOST_LOG;
    double high = MOST_LOG;
    double one = high - ratio * (high - low);
    double other = low + ratio * (high - low);
    double lossOfOne = loss(logs, known, one);
    double lossOfOther = loss(logs, known, other);
    for (int i = 0; i < STEPS; i++) {
      if (lossOfOne < lossOfOther) {
        high = other;
        other = one;
        lossOfOther = lossOfOne;
        one = high - ratio * (high - low);
        lossOfOne = loss(logs, known, one);
      } else {
        low = one;
        one = other;
        lossOfOne = lossOfOther;
        other = low + ratio * (high - low);
        lossOfOther = loss(logs, known, other);
      }
    }
    double log = (low + high) / 2;
    return new Temperature(StrictMath.exp(log), loss(logs, known, log) / Math.max(1, known.size()));
  }

  private static double loss(List<double[]> logs, List<Integer> truths, double logTemperature) {
    double inverse = StrictMath.exp(-logTemperature);
    double doubt = 1.0 / (logs.size() + 2);
    double loss = 0;
    for (int i = 0; i < logs.size(); i++) {
      double[] log = logs.get(i);
      double sum = 0;
      double all = 0;
      for (double one : log) {
        sum += StrictMath.exp(one * inverse);
        all += one;
      }
      double truth = log[truths.get(i)];
      double others = log.length > 1 ? (all - truth) / (log.length - 1) : truth;
      loss += StrictMath.log(sum) - ((1 - doubt) * truth + doubt * others) * inverse;
    }
    return loss;
  }
}
