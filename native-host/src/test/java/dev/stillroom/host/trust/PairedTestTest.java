package dev.stillroom.host.trust;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedTestTest {

  @Test
  void aFewLuckyPairsDoNotDethroneTheChampion() {
    assertFalse(new PairedTest(30, 0, 3).challengerIsBetter());
    assertTrue(new PairedTest(30, 0, 9).challengerIsBetter());
  }

  @Test
  void lookingAfterEveryPairDoesNotMakeACoinFlipWin() {
    SplittableRandom random = new SplittableRandom(3);
    int won = 0;
    for (int run = 0; run < 200; run++) {
      int champion = 0;
      int challenger = 0;
      boolean better = false;
      for (int pair = 0; pair < 150 && !better; pair++) {
        if (random.nextBoolean()) {
          champion++;
        } else {
          challenger++;
        }
        better = new PairedTest(pair, champion, challenger).challengerIsBetter();
      }
      won += better ? 1 : 0;
    }
    assertTrue(won <= 15, "of 200 equal challengers won " + won);
  }

  @Test
  void equalNeedsPairsAndNoDisagreement() {
    assertFalse(new PairedTest(5, 0, 0).equal());
    assertTrue(new PairedTest(20, 0, 0).equal());
    assertFalse(new PairedTest(50, 1, 0).equal());
  }
}
