package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.dataset.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The promises of thresholds, held against many streams whose true error is known. */
class ThresholdTest {

  private static final double TARGET = 0.05;
  private static final int RUNS = 400;

  /** Three standard deviations of a share of one in twenty over the runs. */
  private static final double AT_MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / RUNS);

  /** Confidences spread evenly from a half to 1; how often each is wrong is given. */
  private static List<Evidence.Outcome> draw(int n, DoubleUnaryOperator wrong, Random random) {
    List<Evidence.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double sure = 0.5 + random.nextDouble() / 2;
      int truth = random.nextDouble() < wrong.applyAsDouble(sure) ? 1 : 0;
      outcomes.add(new Evidence.Outcome(truth, new double[] {sure, 1 - sure}, 0));
    }
    return outcomes;
  }

  /** The share of wrong ones among all answers from a threshold on. */
  private static double error(double threshold, DoubleUnaryOperator wrong) {
    double from = Math.max(0.5, threshold);
    double sum = 0;
    int steps = 2_000;
    for (int i = 0; i < steps; i++) {
      sum += wrong.applyAsDouble(from + (1 - from) * (i + 0.5) / steps);
    }
    return sum / steps;
  }

  private record Tally(int given, int broken) {}

  private static Tally certify(int n, DoubleUnaryOperator wrong) {
    int given = 0;
    int broken = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(1_000 + run);
      Optional<Threshold> found =
          Threshold.certified(draw(n, wrong, random), draw(n, wrong, random), TARGET, 0.95);
      if (found.isPresent()) {
        given++;
        broken += error(found.get().value(), wrong) > TARGET ? 1 : 0;
      }
    }
    return new Tally(given, broken);
  }

  /** The hardest case: each threshold is just not good enough, so each one passed is a failure. */
  @Test
  void aStudentJustNotGoodEnoughIsCertifiedAtMostOnceInTwenty() {
    Tally tally = certify(250, sure -> TARGET + 0.0005);
    assertTrue(tally.broken() <= AT_MOST * RUNS, tally.toString());
  }

  @Test
  void whereTheErrorGrowsThePromiseHoldsAndIsOftenGiven() {
    Tally tally = certify(600, sure -> 1.6 * (1 - sure) * (1 - sure));
    assertTrue(tally.broken() <= AT_MOST * RUNS, tally.toString());
    assertTrue(tally.given() > 0.7 * RUNS, tally.toString());
  }

  /** Nothing in the test rests on surer answers being better. */
  @Test
  void whereTheSurestAreTheWorstThePromiseHolds() {
    Tally tally = certify(300, sure -> sure > 0.95 ? 0.3 : sure < 0.7 ? 0.12 : 0.005);
    assertTrue(tally.broken() <= AT_MOST * RUNS, tally.toString());
  }

  @Test
  void whatWasChosenOnOneHalfMayBeUnlikeTheOther() {
    int broken = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      Optional<Threshold> found =
          Threshold.certified(
              draw(200, sure -> 0, random),
              draw(200, sure -> TARGET + 0.001, random),
              TARGET,
              0.95);
      broken += found.isPresent() ? 1 : 0;
    }
    assertTrue(broken <= AT_MOST * RUNS, "broken: " + broken);
  }

  /** Also the error that is told is no flattery: what comes out is that or less. */
  @Test
  void anEstimatedThresholdKeepsToTheTargetOnAverage() {
    DoubleUnaryOperator wrong = sure -> 0.55 * (1 - sure);
    int runs = 150;
    for (int n : new int[] {100, 300, 1_000}) {
      double sum = 0;
      double told = 0;
      double answered = 0;
      for (int run = 0; run < runs; run++) {
        Threshold threshold = Threshold.estimated(draw(n, wrong, new Random(run)), TARGET);
        sum += error(threshold.value(), wrong) / runs;
        told += threshold.error() / runs;
        answered += Math.min(1, 2 * (1 - threshold.value())) / runs;
      }
      assertTrue(sum <= TARGET, n + " outcomes: " + sum);
      assertTrue(told >= sum - 0.005, n + " outcomes: " + told + " told, " + sum + " true");
      // The best threshold answers 36 %.
      assertTrue(answered > 0.25, n + " outcomes answered: " + answered);
    }
  }

  @Test
  void whoIsNeverWrongAlwaysAnswers() {
    List<Evidence.Outcome> right = draw(100, sure -> 0, new Random(1));
    assertEquals(0, Threshold.estimated(right, TARGET).value());
    assertEquals(
        0, Threshold.certified(right, right, TARGET, 0.95).map(Threshold::value).orElse(1.0));
  }

  /** Ten among a thousand would not be missed in the share of errors. */
  @Test
  void aFewExamplesOutOfScopeAreStillKeptSilentAbout() {
    List<Evidence.Outcome> outcomes = draw(1_000, sure -> 0.01, new Random(2));
    for (int i = 0; i < outcomes.size(); i += 100) {
      double sure = 0.5 + i / 100_000.0;
      double[] probabilities = {sure, 1 - sure};
      outcomes.set(i, new Evidence.Outcome(Item.OUT_OF_SCOPE, probabilities, 0));
    }
    double estimated = Threshold.estimated(outcomes, TARGET).value();
    double certified = Threshold.certified(outcomes, outcomes, TARGET, 0.95).orElseThrow().value();
    assertTrue(estimated > 0.509 && estimated < 0.53, "estimated: " + estimated);
    assertEquals(estimated, certified);
    List<Evidence.Outcome> inScope = outcomes.stream().filter(Evidence.Outcome::inScope).toList();
    assertEquals(0, Threshold.estimated(inScope, TARGET).value());
  }

  @Test
  void whereNothingIsAnsweredNothingIsCertified() {
    assertTrue(Threshold.certified(List.of(), List.of(), TARGET, 0.95).isEmpty());
  }
}
