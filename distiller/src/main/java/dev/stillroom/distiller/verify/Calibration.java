package dev.stillroom.distiller.verify;

import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a student should answer: a temperature, so that its confidence is what it is right by, and
 * the threshold below which it keeps silent, so that few of its answers are wrong.
 *
 * @param certified whether the threshold holds with a guarantee: learn then test (Angelopoulos et
 *     al. 2021) on examples that the shipped bytes have not seen, at a level of 0.95 over all
 *     students that were tried
 */
public record Calibration(Answering answering, boolean certified) {

  /** The error that abstention aims at, of the answers given, where nobody says another. */
  public static final double ERROR_WHEN_ANSWERING = 0.05;

  /** With fewer outcomes neither a temperature nor a threshold means anything. */
  static final int ENOUGH = 30;

  private static final double RULE_ANSWERS_FROM = 0.8;

  /** Confidences of answers so sure of themselves that no test can tell more apart. */
  private static final int STEPS = 50;

  /**
   * A rule list's confidences are shares of examples and need no temperature; a few noisy examples
   * must not silence a whole rule, so a rule right four times in five always answers.
   *
   * @param target the error when answering that it may have
   * @param tried how many students share the guarantee
   */
  public static Calibration of(
      Evidence evidence,
      List<String> labels,
      Architecture architecture,
      Split split,
      double target,
      int tried) {
    if (evidence.outcomes().size() < ENOUGH || architecture == Architecture.MAJORITY) {
      return new Calibration(new Answering(labels), false);
    }
    boolean rules = architecture == Architecture.RULE_LIST;
    double temperature = rules ? 1 : temperature(evidence.outcomes());
    List<Evidence.Outcome> outcomes = evidence.softened(temperature).outcomes();
    if (split.shipsFirst()) {
      Double threshold = certified(outcomes, target, (1 - Verdict.LEVEL) / tried);
      if (threshold != null) {
        return new Calibration(new Answering(labels, temperature, threshold), true);
      }
    }
    double threshold = estimated(outcomes, target);
    return new Calibration(
        new Answering(
            labels, temperature, rules ? Math.min(threshold, RULE_ANSWERS_FROM) : threshold),
        false);
  }

  /**
   * The temperature under which what happened was most probable, by golden section: the loss is
   * convex in its inverse.
   */
  private static double temperature(List<Evidence.Outcome> outcomes) {
    List<double[]> logs = new ArrayList<>();
    List<Integer> truths = new ArrayList<>();
    for (Evidence.Outcome outcome : outcomes) {
      if (outcome.inScope()) {
        double[] log = new double[outcome.probabilities().length];
        for (int i = 0; i < log.length; i++) {
          log[i] = StrictMath.log(Math.max(outcome.probabilities()[i], 1e-12));
        }
        logs.add(log);
        truths.add(outcome.truth());
      }
    }
    double ratio = (StrictMath.sqrt(5) - 1) / 2;
    double low = -2.5;
    double high = 2.5;
    double one = high - ratio * (high - low);
    double other = low + ratio * (high - low);
    double lossOfOne = loss(logs, truths, one);
    double lossOfOther = loss(logs, truths, other);
    for (int i = 0; i < 12; i++) {
      if (lossOfOne < lossOfOther) {
        high = other;
        other = one;
        lossOfOther = lossOfOne;
        one = high - ratio * (high - low);
        lossOfOne = loss(logs, truths, one);
      } else {
        low = one;
        one = other;
        lossOfOne = lossOfOther;
        other = low + ratio * (high - low);
        lossOfOther = loss(logs, truths, other);
      }
    }
    return StrictMath.exp((low + high) / 2);
  }

  private static double loss(List<double[]> logs, List<Integer> truths, double logTemperature) {
    double inverse = StrictMath.exp(-logTemperature);
    double loss = 0;
    for (int i = 0; i < logs.size(); i++) {
      double[] log = logs.get(i);
      double sum = 0;
      for (double one : log) {
        sum += StrictMath.exp(one * inverse);
      }
      loss += StrictMath.log(sum) - log[truths.get(i)] * inverse;
    }
    return loss;
  }

  /**
   * The lowest confidence from which answers are wrong rarely enough, one more error than was seen
   * counted in, as conformal risk control does (Angelopoulos et al. 2022); where no confidence is,
   * the one from which they are wrong least.
   */
  static double estimated(List<Evidence.Outcome> outcomes, double target) {
    List<Evidence.Outcome> sorted = sorted(outcomes);
    int wrong = 0;
    double threshold = -1;
    double rarest = Double.POSITIVE_INFINITY;
    double atRarest = 0;
    for (int i = 0; i < sorted.size(); i++) {
      wrong += sorted.get(i).right() ? 0 : 1;
      boolean lastOfEquals =
          i + 1 == sorted.size() || sorted.get(i + 1).confidence() < sorted.get(i).confidence();
      double rate = (double) wrong / (i + 1);
      if (lastOfEquals && i + 1 >= ENOUGH / 3) {
        if (wrong == 0 || (wrong + 1.0) / (i + 2) <= target) {
          threshold = i + 1 == sorted.size() ? 0 : sorted.get(i).confidence();
        }
        if (rate < rarest) {
          rarest = rate;
          atRarest = sorted.get(i).confidence();
        }
      }
    }
    return threshold >= 0 ? threshold : atRarest;
  }

  /**
   * Learn then test, by fixed sequences: thresholds are the confidences at set places of the
   * descending order, tested from the higher to the lower until one cannot be shown to be good. Two
   * sequences share the level, so that one unlucky start does not end it.
   */
  private static Double certified(List<Evidence.Outcome> outcomes, double target, double level) {
    List<Evidence.Outcome> sorted = sorted(outcomes);
    int step = Math.max(1, sorted.size() / STEPS);
    Double threshold = null;
    for (int start : new int[] {sorted.size() / 5, sorted.size() / 2}) {
      int wrong = 0;
      int next = start;
      for (int i = 0; i <= sorted.size(); i++) {
        boolean last = i == sorted.size();
        if (i >= next || last) {
          // The place's own confidence is the threshold: what stands before it is the evidence.
          if (ExactBound.upper(wrong, i, 1 - level / 2) > target) {
            break;
          }
          double found = last ? 0 : sorted.get(i).confidence();
          threshold = threshold == null ? found : Double.valueOf(Math.min(threshold, found));
          next += step;
        }
        wrong += last || sorted.get(i).right() ? 0 : 1;
      }
    }
    return threshold;
  }

  private static List<Evidence.Outcome> sorted(List<Evidence.Outcome> outcomes) {
    List<Evidence.Outcome> sorted = new ArrayList<>(outcomes);
    sorted.sort(Comparator.comparingDouble(Evidence.Outcome::confidence).reversed());
    return sorted;
  }
}
