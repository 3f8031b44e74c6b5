package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.student.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final List<String> LABELS = List.of("a", "b");

  /** Says a label with a confidence, and is right exactly that often. */
  private static Evidence honest(int n, long seed) {
    Random random = new Random(seed);
    List<Evidence.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double place = random.nextDouble();
      double sure = 1 - place * place / 2;
      int truth = random.nextDouble() < sure ? 0 : 1;
      outcomes.add(new Evidence.Outcome(truth, new double[] {sure, 1 - sure}, 0));
    }
    return new Evidence(outcomes);
  }

  private static Calibration calibrate(Evidence evidence, Evidence tested) {
    return Calibration.of(evidence, tested, LABELS, Architecture.HASHED_LINEAR, 0.05);
  }

  @Test
  void whoIsHonestNeedsNoTemperature() {
    assertEquals(1, calibrate(honest(2_000, 1), null).answering().temperature(), 0.1);
  }

  @Test
  void fortyRightAnswersMakeNobodyCertain() {
    List<Evidence.Outcome> right = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      right.add(new Evidence.Outcome(0, new double[] {0.9, 0.1}, 0));
    }
    Evidence evidence = new Evidence(right);
    double temperature = calibrate(evidence, null).answering().temperature();
    double sure = evidence.softened(temperature).outcomes().getFirst().confidence();
    assertTrue(sure > 0.95 && sure < 0.99, "sure: " + sure);
  }

  @Test
  void whoIsTooSureIsCooled() {
    Evidence bragging = honest(2_000, 2).softened(0.5);
    Calibration calibration = calibrate(bragging, null);
    assertEquals(2, calibration.answering().temperature(), 0.25);
    double temperature = calibration.answering().temperature();
    assertTrue(bragging.calibrationError(0) > 0.05);
    assertTrue(bragging.softened(temperature).calibrationError(0) < 0.04);
  }

  @Test
  void aThresholdIsCertifiedOnExamplesThatNothingWasChosenOn() {
    assertTrue(calibrate(honest(750, 3), honest(750, 4)).certified());
    assertFalse(calibrate(honest(1_500, 3), null).certified());
    assertFalse(calibrate(honest(750, 3), honest(20, 4)).certified());
  }

  @Test
  void answersOutOfScopeCountAsErrors() {
    List<Evidence.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      outcomes.add(new Evidence.Outcome(0, new double[] {0.9, 0.1}, 0));
      outcomes.add(new Evidence.Outcome(Item.OUT_OF_SCOPE, new double[] {0.6, 0.4}, 0));
    }
    Evidence evidence = new Evidence(outcomes);
    assertEquals(0, evidence.errors());
    assertEquals(100, evidence.size());
    double threshold = Threshold.estimated(outcomes, 0.05).value();
    assertTrue(threshold > 0.6 && threshold <= 0.9, "threshold: " + threshold);
  }

  @Test
  void aboutTheStrangestFewOfWhatWasLearnedItKeepsSilentSoThatStrangersAreNotAnswered() {
    List<Evidence.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      outcomes.add(new Evidence.Outcome(0, new double[] {0.99, 0.01}, 0, i));
    }
    Calibration calibration = calibrate(new Evidence(outcomes), null);
    assertEquals(4, calibration.answering().kinship());
    long answered =
        outcomes.stream().filter(outcome -> outcome.answered(calibration.answering())).count();
    assertEquals(196, answered);
  }

  @Test
  void whoCannotTellKinshipAsksForNone() {
    assertFalse(calibrate(honest(200, 5), null).answering().asksForKinship());
  }
}
