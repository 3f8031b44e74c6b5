package dev.stillroom.distiller.verify;

import dev.stillroom.runtime.bounds.ExactBound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The confidence below which a student keeps silent.
 *
 * @param value in [0, 1]
 * @param error of the answers given, where it was looked for on outcomes that had no part in
 *     choosing the threshold; in [0, 1]
 */
record Threshold(double value, double error) {

  /** Of so few answers no share of errors means anything. */
  private static final int FEWEST = 10;

  private static final int FEWEST_OUTSIDE = 5;

  /** Of those in scope so large a share may be silenced for the sake of those out of scope. */
  private static final double MOST_SILENCED = 0.05;

  private static final int PARTS = 5;
  private static final int DEALS = 4;

  /** So many thresholds are tested one after the other at most. */
  private static final int TESTED = 50;

  /**
   * The lowest confidence from which answers are wrong rarely enough, and how often answers were
   * wrong above thresholds found in the same way on other outcomes: the lowest of many that seem to
   * be good seems better than it is.
   */
  static Threshold estimated(List<Evidence.Outcome> outcomes, double target) {
    return new Threshold(chosen(outcomes, target), elsewhere(outcomes, target));
  }

  private static double chosen(List<Evidence.Outcome> outcomes, double target) {
    return Math.max(lowest(outcomes, target), outside(outcomes));
  }

  /**
   * The confidence that examples out of scope lie below. Where they are few among many, answering
   * them all would leave the share of errors small, but who gave them wants silence there: so it is
   * the one that parts them best from those in scope, few of which may be silenced for it. Zero
   * where there are too few.
   */
  private static double outside(List<Evidence.Outcome> outcomes) {
    List<Evidence.Outcome> sorted = sorted(outcomes);
    long within = sorted.stream().filter(Evidence.Outcome::inScope).count();
    long outside = sorted.size() - within;
    double threshold = 0;
    double best = 0;
    int answered = 0;
    for (int i = 0; outside >= FEWEST_OUTSIDE && i + 1 < sorted.size(); i++) {
      answered += sorted.get(i).inScope() ? 1 : 0;
      double share = (double) answered / within;
      double parted = share - (double) (i + 1 - answered) / outside;
      boolean lastOfEquals = sorted.get(i + 1).confidence() < sorted.get(i).confidence();
      if (lastOfEquals && share >= 1 - MOST_SILENCED && parted > best) {
        best = parted;
        threshold = sorted.get(i).confidence();
      }
    }
    return threshold;
  }

  /** The share of errors among answers above thresholds that were found on other outcomes. */
  private static double elsewhere(List<Evidence.Outcome> outcomes, double target) {
    // A fixed seed: the same outcomes give the same threshold.
    Random random = new Random(outcomes.size());
    List<Evidence.Outcome> dealt = new ArrayList<>(outcomes);
    int given = 0;
    int wrong = 0;
    for (int deal = 0; deal < DEALS; deal++) {
      Collections.shuffle(dealt, random);
      for (int part = 0; part < PARTS; part++) {
        List<Evidence.Outcome> others = new ArrayList<>();
        List<Evidence.Outcome> own = new ArrayList<>();
        for (int i = 0; i < dealt.size(); i++) {
          (i % PARTS == part ? own : others).add(dealt.get(i));
        }
        double threshold = chosen(others, target);
        for (Evidence.Outcome outcome : own) {
          if (outcome.confidence() >= threshold) {
            given++;
            wrong += outcome.right() ? 0 : 1;
          }
        }
      }
    }
    return given == 0 ? 0 : (double) wrong / given;
  }

  /**
   * The lowest confidence from which answers are wrong rarely enough; where no confidence is, the
   * one from which they are wrong least. One more error than was seen is counted in, as conformal
   * risk control does (Angelopoulos et al. 2022); but that keeps the promise on average only, half
   * of all tasks would break it. So where there are more, one standard error is.
   */
  private static double lowest(List<Evidence.Outcome> outcomes, double target) {
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
      if (lastOfEquals && i + 1 >= FEWEST) {
        double more = Math.max(1, Math.sqrt(wrong * (1 - target)));
        if (wrong == 0 || (wrong + more) / (i + 2) <= target) {
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
   * Learn then test (Angelopoulos et al. 2021) by fixed-sequence testing: one half of the outcomes
   * says which thresholds to test in which order, the other, which nobody has looked at, tests them
   * one by one until one cannot be shown to be good. The order does not depend on what tests it, so
   * the first threshold that is no good passes with a probability of at most 1 - level, and no more
   * passes through the whole sequence: the level is not divided. Given how many answers a threshold
   * lets through, the wrong ones among them are binomial, so the exact bound is a valid test.
   *
   * @param level the confidence with which the error is below the target
   * @return empty where nothing could be shown
   */
  static Optional<Threshold> certified(
      List<Evidence.Outcome> learn, List<Evidence.Outcome> test, double target, double level) {
    List<Evidence.Outcome> sorted = sorted(learn);
    Optional<Threshold> found = Optional.empty();
    double least = outside(learn);
    int step = Math.max(1, sorted.size() / TESTED);
    for (int place = mostPromising(sorted, step, level); place <= sorted.size(); place += step) {
      // Past the last one everything is answered.
      boolean all = place > sorted.size() - step;
      double threshold = Math.max(least, all ? 0 : sorted.get(place - 1).confidence());
      List<Evidence.Outcome> answers =
          test.stream().filter(outcome -> outcome.confidence() >= threshold).toList();
      int wrong = (int) answers.stream().filter(outcome -> !outcome.right()).count();
      if (ExactBound.upper(wrong, answers.size(), level) > target) {
        break;
      }
      found = Optional.of(new Threshold(threshold, (double) wrong / answers.size()));
      if (threshold == least) {
        break;
      }
    }
    return found;
  }

  /** Of how many of the surest, in whole steps, the error has the lowest bound: the beginning. */
  private static int mostPromising(List<Evidence.Outcome> sorted, int step, double level) {
    int wrong = 0;
    int best = step;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= sorted.size(); i++) {
      wrong += sorted.get(i - 1).right() ? 0 : 1;
      double bound = i % step == 0 ? ExactBound.upper(wrong, i, level) : 1;
      if (bound < least) {
        least = bound;
        best = i;
      }
    }
    return best;
  }

  private static List<Evidence.Outcome> sorted(List<Evidence.Outcome> outcomes) {
    List<Evidence.Outcome> sorted = new ArrayList<>(outcomes);
    sorted.sort(Comparator.comparingDouble(Evidence.Outcome::confidence).reversed());
    return sorted;
  }
}
