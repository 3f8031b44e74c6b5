package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static Verdict verdict(int n, int errors, int given, double error) {
    Verdict.Answers answers = new Verdict.Answers(given, given, 0, 0, 0, 0.05, 0, error);
    return new Verdict(Split.Method.CROSSFIT, n, errors, n / 2, answers, false, Map.of());
  }

  @Test
  void whoKeepsTheAimAndBeatsTheBaselinePasses() {
    Verdict verdict = verdict(100, 8, 80, 0.04);
    assertTrue(verdict.passes());
    assertNull(verdict.needs());
  }

  @Test
  void whoAnswersMoreWronglyThanItMayDoesNotPassThoughItIsBetterThanTheBaseline() {
    Verdict verdict = verdict(100, 20, 50, 0.1);
    assertTrue(verdict.better());
    assertFalse(verdict.passes());
    // 5 of 50 wrong are one in twenty after 50 more answers, which half of the examples get.
    assertEquals(100, verdict.needs());
    assertTrue(verdict.json().get("better").asBoolean());
    assertFalse(verdict.json().get("passes").asBoolean());
  }

  @Test
  void whereThereAreTooFewToLookForAThresholdTheBaselineDecides() {
    assertTrue(verdict(12, 2, 12, 2.0 / 12).passes());
  }

  @Test
  void whoNeverAnswersNeedsMoreAllTheSame() {
    assertEquals(1, verdict(100, 60, 0, 0).needs().compareTo(0));
  }
}
