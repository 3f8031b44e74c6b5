package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExactnessTest {

  private static Exactness of(int n, int answered, int wrong, boolean apart) {
    return new Exactness(n, wrong, n, answered, wrong, 0.05, apart, Map.of());
  }

  private static String guarantee(Exactness exactness) {
    return exactness.json("holdout").path("guarantee").asText();
  }

  @Test
  void onlyWhatManyPairsShowEachForItselfIsCertified() {
    assertEquals("certified", guarantee(of(100, 100, 0, true)));
    assertEquals(0.05, of(100, 100, 0, true).json("holdout").path("maxError").asDouble());
    assertEquals("estimated", guarantee(of(0, 0, 0, true)), "nothing was tried");
    assertEquals("estimated", guarantee(of(10, 10, 0, true)), "too few");
    assertEquals("estimated", guarantee(of(100, 0, 0, true)), "it never answered");
    assertEquals("estimated", guarantee(of(100, 100, 9, true)), "over its aim");
    assertEquals("estimated", guarantee(of(100, 100, 0, false)), "pairs of groups");
  }

  @Test
  void whoAnswersMoreWronglyThanItMayDoesNotPass() {
    Exactness over = of(100, 100, 9, true);
    assertFalse(over.passes());
    assertTrue(over.json("holdout").path("better").asBoolean(), "its trust rests on outcomes");
    assertTrue(over.promise().contains("9 % were wrong where 5 % were the aim"), over::promise);
    assertTrue(over.json("holdout").path("needs").asInt() < 1_000, over::promise);
    assertTrue(of(100, 100, 4, true).passes());
  }
}
