package dev.stillroom.distiller.select;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.student.Student;
import java.util.Arrays;
import java.util.List;

/**
 * What one prediction takes, in milliseconds.
 *
 * @param slow the 95th percentile
 */
public record Latency(double median, double slow) {

  private static final int TIMED_PREDICTIONS = 200;
  private static final int WARM_UP = 50;
  private static final int LEAST_TIMED = 5;
  private static final long TIMED_NANOS = 150_000_000;

  /** Measured on these inputs, warm, each as if it were new. */
  public static Latency of(Student student, List<Item> items) {
    double[] millis = new double[TIMED_PREDICTIONS];
    int timed = 0;
    long begun = System.nanoTime();
    for (int i = -WARM_UP; timed < millis.length; i++) {
      Item item = items.get(Math.floorMod(i, items.size()));
      long start = System.nanoTime();
      // A slow student needs neither so many predictions nor so long to be warm.
      boolean late = start - begun > TIMED_NANOS;
      if (late && timed >= LEAST_TIMED) {
        break;
      }
      student.predictAfresh(item.input());
      if (i >= 0 || start - begun > TIMED_NANOS / 4) {
        millis[timed++] = (System.nanoTime() - start) / 1e6;
      }
    }
    millis = Arrays.copyOf(millis, timed);
    Arrays.sort(millis);
    return new Latency(millis[millis.length / 2], millis[millis.length * 95 / 100]);
  }
}
