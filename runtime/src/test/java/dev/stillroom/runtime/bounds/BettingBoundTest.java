package dev.stillroom.runtime.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BettingBoundTest {

  private static final double LEVEL = 0.95;

  @Test
  void withoutAnErrorTwentyOutcomesPromiseFourFifths() {
    assertTrue(BettingBound.lower(19, 19, LEVEL) < 0.80);
    assertTrue(BettingBound.lower(20, 20, LEVEL) >= 0.80);
    assertTrue(BettingBound.lower(87, 87, LEVEL) < 0.95);
    assertTrue(BettingBound.lower(88, 88, LEVEL) >= 0.95);
  }

  @Test
  void nothingPromisesNothing() {
    assertEquals(0, BettingBound.lower(0, 0, LEVEL));
    assertEquals(0, BettingBound.lower(0, 50, LEVEL));
    assertTrue(BettingBound.lower(1, 1, LEVEL) < 0.05);
  }

  /**
   * The bound looked at after every outcome is below the truth, all the way, as often as promised.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95, 0.99})
  void itHoldsAtEveryMoment(double truth) {
    Random random = new Random(17);
    int runs = 600;
    int longest = 200;
    double[][] bounds = new double[longest + 1][longest + 1];
    int broken = 0;
    for (int run = 0; run < runs; run++) {
      int agreements = 0;
      for (int n = 1; n <= longest; n++) {
        agreements += random.nextDouble() < truth ? 1 : 0;
        if (bounds[n][agreements] == 0 && agreements > truth * n) {
          bounds[n][agreements] = BettingBound.lower(agreements, n, LEVEL);
        }
        if (bounds[n][agreements] > truth) {
          broken++;
          break;
        }
      }
    }
    // 5 % are promised; three standard deviations of chance on top.
    assertTrue(broken <= runs * 0.05 + 3 * Math.sqrt(runs * 0.05 * 0.95), "broken: " + broken);
  }

  @Test
  void itIsNeverAboveTheExactBoundLookedAtOnce() {
    for (int n = 1; n <= 300; n += 7) {
      for (int k = 0; k <= n; k += 3) {
        assertTrue(BettingBound.lower(k, n, LEVEL) <= ExactBound.lower(k, n, LEVEL) + 1e-9);
      }
    }
  }

  @Test
  void aDisagreementLowersItAndAnAgreementRaisesIt() {
    for (int n = 1; n < 200; n += 5) {
      for (int k = n / 2; k <= n; k += 3) {
        double bound = BettingBound.lower(k, n, LEVEL);
        assertTrue(BettingBound.lower(k, n + 1, LEVEL) <= bound);
        assertTrue(BettingBound.lower(k + 1, n + 1, LEVEL) >= bound);
      }
    }
  }

  @Test
  void theWealthIsTheIntegral() {
    // Simpson's rule over the definition, where the integrand is tame.
    for (int[] sf : new int[][] {{3, 0}, {10, 2}, {40, 7}, {5, 5}}) {
      double m = 0.6;
      int steps = 20_000;
      double sum = 0;
      for (int i = 0; i <= steps; i++) {
        double q = m + (1 - m) * i / steps;
        double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * Math.pow(q / m, sf[0]) * Math.pow((1 - q) / (1 - m), sf[1]);
      }
      double wealth = sum * (1 - m) / steps / 3 / (1 - m);
      assertEquals(Math.log(wealth), BettingBound.logWealth(sf[0], sf[1], m), 1e-8);
    }
  }

  @Test
  void aMillionOutcomesAreNoTrouble() {
    double bound = BettingBound.lower(980_000, 1_000_000, LEVEL);
    assertTrue(bound > 0.979 && bound < 0.98, "bound: " + bound);
  }

  @Test
  void moreAgreementsThanOutcomesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> BettingBound.lower(2, 1, LEVEL));
  }
}
