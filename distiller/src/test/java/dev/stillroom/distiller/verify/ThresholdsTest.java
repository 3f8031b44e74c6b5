package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.verify.FieldEvidence.Claim;
import dev.stillroom.distiller.verify.FieldEvidence.Outcome;
import dev.stillroom.distiller.verify.FieldEvidence.Row;
import dev.stillroom.runtime.student.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private static final Form FORM = new Form(List.of(new Form.Blank("names", true)));

  /** Values of which a share is right that grows with the confidence. */
  private static FieldEvidence evidence(int values, double best) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values; i++) {
      double confidence = (i + 0.5) / values;
      boolean right = random.nextDouble() < confidence * best;
      Claim claim = new Claim(confidence, right);
      rows.add(new Row(List.of(new Outcome("names", right ? 1 : 0, 1, 1, List.of(claim)))));
    }
    return new FieldEvidence(rows, List.of());
  }

  private static double threshold(FieldEvidence evidence, double target) {
    return Thresholds.of(evidence, FORM, target).blanks().getFirst().threshold();
  }

  @Test
  void whereFewErrorsWouldMeanNextToNoAnswersWhatIsLikelierRightThanWrongIsSaid() {
    double likely = threshold(evidence(2_000, 0.85), Calibration.ERROR_WHEN_ANSWERING);
    assertEquals(0.5 / 0.85, likely, 0.12);
  }

  @Test
  void whoNamesAShareOfErrorsGetsItWhateverItCosts() {
    FieldEvidence evidence = evidence(2_000, 0.85);
    assertTrue(threshold(evidence, 0.02) > 0.85);
  }

  @Test
  void ofFewValuesNothingIsJudged() {
    assertEquals(Thresholds.DEFAULT, threshold(evidence(9, 0.85), 0.05));
  }
}
