package dev.stillroom.distiller.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadTest {

  private static final int EXAMPLES = 40;

  /** So many errors, and so sure of the truth of all others. */
  private static Candidate candidate(Architecture architecture, int errors, double sure) {
    List<Evidence.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      int truth = i < errors ? 1 : 0;
      outcomes.add(new Evidence.Outcome(truth, new double[] {sure, 1 - sure}, 0));
    }
    Evidence evidence = new Evidence(outcomes);
    Calibration calibration = new Calibration(new Answering(List.of("a", "b"), 1, 0), false, null);
    return new Candidate(
        architecture, null, evidence, evidence, List.of(), calibration, 1, 1, false, "");
  }

  private static double chance(Candidate larger, Candidate smaller) {
    return Lead.chance(larger, smaller, smaller.evidence(), 0.05);
  }

  @Test
  void aFewErrorsLessAloneAreNoLead() {
    Candidate smaller = candidate(Architecture.HASHED_LINEAR, 5, 0.9);
    assertTrue(chance(candidate(Architecture.ENCODER_HEAD, 2, 0.9), smaller) > 0.05);
  }

  @Test
  void whoIsSurerOfTheTruthLeadsAlsoWithAnErrorMore() {
    Candidate smaller = candidate(Architecture.HASHED_LINEAR, 3, 0.6);
    assertTrue(chance(candidate(Architecture.ENCODER_HEAD, 2, 0.9), smaller) < 0.001);
    assertTrue(chance(candidate(Architecture.ENCODER_HEAD, 4, 0.9), smaller) < 0.05);
  }

  @Test
  void whoIsHardlySurerDoesNotLead() {
    Candidate smaller = candidate(Architecture.HASHED_LINEAR, 0, 0.97);
    assertEquals(1, chance(candidate(Architecture.ENCODER_HEAD, 0, 0.99), smaller));
  }

  @Test
  void whoIsSureOfWhatIsWrongDoesNotLead() {
    Candidate smaller = candidate(Architecture.HASHED_LINEAR, 4, 0.9);
    assertEquals(1, chance(candidate(Architecture.ENCODER_HEAD, 12, 0.95), smaller), 1e-9);
  }

  @Test
  void rulesAPersonCanReadYieldToFewerErrorsOnly() {
    Candidate rules = candidate(Architecture.RULE_LIST, 5, 0.6);
    assertTrue(chance(candidate(Architecture.HASHED_LINEAR, 2, 0.9), rules) > 0.05);
  }
}
