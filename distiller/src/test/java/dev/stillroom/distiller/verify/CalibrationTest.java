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
  private static final Split HELD_OUT = new Split(Split.Method.HOLDOUT, List.of(), true);
  private static final Split CROSSED = new Split(Split.Method.CROSSFIT, List.of(), false);

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

  private static Calibration calibrate(Evidence evidence, Split split) {
    return Calibration.of(evidence, LABELS, Architecture.HASHED_LINEAR, split, 0.05, 3);
  }

  @Test
  void whoIsHonestNeedsNoTemperature() {
    assertEquals(1, calibrate(honest(2_000, 1), CROSSED).answering().temperature(), 0.1);
  }

  @Test
  void whoIsTooSureIsCooled() {
    Evidence bragging = honest(2_000, 2).softened(0.5);
    Calibration calibration = calibrate(bragging, CROSSED);
    assertEquals(2, calibration.answering().temperature(), 0.25);
    double temperature = calibration.answering().temperature();
    assertTrue(bragging.calibrationError(0) > 0.05);
    assertTrue(bragging.softened(temperature).calibrationError(0) < 0.04);
  }

  @Test
  void aThresholdIsCertifiedOnExamplesThatWereHeldOutOnly() {
    Evidence evidence = honest(1_500, 3);
    assertTrue(calibrate(evidence, HELD_OUT).certified());
    assertFalse(calibrate(evidence, CROSSED).certified());
    assertFalse(calibrate(honest(60, 3), HELD_OUT).certified());
  }

  /** The promise: the true error exceeds the target in at most one of twenty calibrations. */
  @Test
  void aCertifiedThresholdKeepsItsPromise() {
    int broken = 0;
    int given = 0;
    for (int seed = 0; seed < 200; seed++) {
      Calibration calibration = calibrate(honest(800, 100 + seed), HELD_OUT);
      if (calibration.certified()) {
        given++;
        double temperature = calibration.answering().temperature();
        double odds = calibration.answering().threshold();
        odds = Math.pow(odds / (1 - odds), temperature);
        // The error falls with the square of the place, so above a confidence t it is (1 - t) / 3.
        broken += (1 - odds / (1 + odds)) / 3 > 0.05 ? 1 : 0;
      }
    }
    assertTrue(given > 100, "certified: " + given);
    assertTrue(broken <= 10, "broken: " + broken);
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
    double threshold = Calibration.estimated(outcomes, 0.05);
    assertTrue(threshold > 0.6 && threshold <= 0.9, "threshold: " + threshold);
  }
}
