package dev.stillroom.host.trust;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DriftDetectorTest {

  @Test
  void falseAlarmsAreAtLeastAThousandActsApartAtThePromisedRate() {
    for (DriftDetector detector : new DriftDetector[] {DriftDetector.AUTO, DriftDetector.SUGGEST}) {
      SplittableRandom random = new SplittableRandom(7);
      long acts = 0;
      int runs = 200;
      for (int i = 0; i < runs; i++) {
        acts += runLength(detector, detector.usual(), random, 200_000);
      }
      assertTrue(
          acts / runs >= DriftDetector.RUN_LENGTH, detector + " alarms every " + acts / runs);
    }
  }

  @Test
  void aRealFallIsFoundWithinAFewActs() {
    SplittableRandom random = new SplittableRandom(8);
    long acts = 0;
    for (int i = 0; i < 200; i++) {
      acts += runLength(DriftDetector.AUTO, 0.4, random, 10_000);
    }
    assertTrue(acts / 200 <= 15, "found after " + acts / 200);
  }

  private static long runLength(
      DriftDetector detector, double rate, SplittableRandom random, long longest) {
    double state = 0;
    for (long n = 1; n < longest; n++) {
      state = detector.next(state, random.nextDouble() < rate);
      if (detector.alarmed(state)) {
        return n;
      }
    }
    return longest;
  }
}
