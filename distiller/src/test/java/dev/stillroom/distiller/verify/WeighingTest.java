package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.verify.FieldEvidence.Claim;
import dev.stillroom.distiller.verify.FieldEvidence.Outcome;
import dev.stillroom.distiller.verify.FieldEvidence.Row;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.Sureness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeighingTest {

  private static final Random RANDOM = new Random(11);

  /** Claims that are right as often as a truth makes of their confidences. */
  private static List<Claim> claims(int count, Sureness truth) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double confidence = 0.3 + 0.699 * (i + 0.5) / count;
      claims.add(new Claim(confidence, RANDOM.nextDouble() < truth.of(confidence)));
    }
    return claims;
  }

  @Test
  void whoIsTooSureIsTakenDownAndTheOrderStays() {
    Sureness learned = Weighing.of(claims(2_000, new Sureness(0.4, 0)));
    assertEquals(new Sureness(0.4, 0).of(0.98), learned.of(0.98), 0.05);
    for (double confidence = 0; confidence < 1; confidence += 0.01) {
      assertTrue(learned.of(confidence) < learned.of(confidence + 0.01));
    }
  }

  @Test
  void whoIsRightAsOftenAsItSaysStaysAboutAsItIs() {
    Sureness learned = Weighing.of(claims(2_000, Sureness.AS_IT_IS));
    assertEquals(0.9, learned.of(0.9), 0.03);
    assertEquals(0.5, learned.of(0.5), 0.05);
  }

  @Test
  void aFewClaimsWithoutAnErrorMakeNobodyCertain() {
    List<Claim> right = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      right.add(new Claim(0.9, true));
    }
    double worth = Weighing.of(right).of(0.9);
    assertTrue(worth > 0.9 && worth < 0.985, "" + worth);
    assertEquals(Sureness.AS_IT_IS, Weighing.of(right.subList(0, 29)));
  }

  @Test
  void whatIsAlwaysWrongOrNeverSureBreaksNothing() {
    List<Claim> wrong = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      wrong.add(new Claim(i % 2, false));
    }
    double worth = Weighing.of(wrong).of(1);
    assertTrue(worth >= 0 && worth < 0.5, "" + worth);
  }

  @Test
  void aFieldWithFewClaimsIsWeighedByThoseOfAll() {
    Form form = new Form(List.of(new Form.Blank("often", true), new Form.Blank("rare", true)));
    List<Row> rows = new ArrayList<>();
    for (Claim claim : claims(500, new Sureness(0.5, -0.5))) {
      String field = rows.size() % 50 == 0 ? "rare" : "often";
      rows.add(new Row(List.of(new Outcome(field, claim.right() ? 1 : 0, 1, 1, List.of(claim)))));
    }
    FieldEvidence evidence = new FieldEvidence(rows, List.of());
    Form weighed = Weighing.of(evidence, form);
    Sureness rare = weighed.blanks().get(1).sure();
    assertTrue(rare.of(0.95) < 0.85, "" + rare);
    assertEquals(Sureness.AS_IT_IS, weighed.blanks().get(1).sureOfNone());
    double first = rows.getFirst().outcomes().getFirst().claims().getFirst().confidence();
    assertEquals(
        rare.of(first),
        evidence
            .weighed(weighed)
            .rows()
            .getFirst()
            .outcomes()
            .getFirst()
            .claims()
            .getFirst()
            .confidence());
  }
}
