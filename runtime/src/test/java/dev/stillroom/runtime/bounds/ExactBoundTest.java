package dev.stillroom.runtime.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactBoundTest {

  /** Without an error the bound is (1 - level)^(1/n); the others are from tables. */
  @ParameterizedTest
  @CsvSource({
    "8, 8, 0.6877",
    "29, 29, 0.9019",
    "59, 59, 0.9505",
    "299, 299, 0.9900",
    "3, 3, 0.3684",
    "7, 8, 0.5293",
    "9, 10, 0.6058",
    "95, 100, 0.8977",
    "0, 10, 0",
    "1, 10, 0.0051",
    "0, 0, 0"
  })
  void knownValues(long successes, long n, double expected) {
    assertEquals(expected, ExactBound.lower(successes, n, 0.95), 0.0001);
    assertEquals(1 - expected, ExactBound.upper(n - successes, n, 0.95), 0.0001);
  }

  @Test
  void theTailIsThatOfTheBinomial() {
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      int n = 2 + random.nextInt(60);
      int k = 1 + random.nextInt(n - 1);
      double p = random.nextDouble();
      double sum = 0;
      for (int j = k; j <= n; j++) {
        double log = Beta.logGamma(n + 1) - Beta.logGamma(j + 1) - Beta.logGamma(n - j + 1);
        sum += Math.exp(log + j * Math.log(p) + (n - j) * Math.log1p(-p));
      }
      assertEquals(sum, ExactBound.atLeast(k, n, p), 1e-9, "k=" + k + " n=" + n + " p=" + p);
    }
  }

  @Test
  void itRisesWithEverySuccessAndFallsWithEveryFailure() {
    for (int n = 1; n < 100; n++) {
      for (int k = 0; k < n; k++) {
        double bound = ExactBound.lower(k, n, 0.95);
        assertTrue(ExactBound.lower(k + 1, n + 1, 0.95) > bound);
        assertTrue(ExactBound.lower(k, n + 1, 0.95) <= bound);
        assertTrue(ExactBound.upper(k, n, 0.95) > bound);
      }
    }
  }

  @Test
  void manyTrialsAreNoTrouble() {
    assertEquals(0.8998, ExactBound.lower(9_000_000, 10_000_000, 0.95), 0.0001);
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ExactBound.lower(2, 1, 0.95));
    assertThrows(IllegalArgumentException.class, () -> ExactBound.lower(-1, 1, 0.95));
    assertThrows(IllegalArgumentException.class, () -> ExactBound.lower(1, 1, 1));
  }
}
