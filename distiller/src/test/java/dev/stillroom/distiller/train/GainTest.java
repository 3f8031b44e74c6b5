package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainTest {

  private static final int LABELS = 3;
  private static final int WORDS = 30;
  private static final int WIDTH = 40;

  /**
   * Rows of one word and one vector each.
   *
   * @param byWord whether the word decides the label, or else the vector; the other is noise
   */
  private static DualAscent.Rows rows(int n, boolean byWord, double gain) {
    Random random = new Random(7);
    int each = 1 + WIDTH;
    int[] columns = new int[n * each];
    float[] values = new float[n * each];
    int[] labels = new int[n];
    for (int row = 0; row < n; row++) {
      labels[row] = random.nextInt(LABELS);
      int word = random.nextInt(WORDS);
      columns[row * each] = byWord ? word - word % LABELS + labels[row] : word;
      values[row * each] = 2;
      for (int i = 0; i < WIDTH; i++) {
        double meaning = !byWord && i % LABELS == labels[row] ? 0.015 : 0;
        columns[row * each + 1 + i] = WORDS + i;
        values[row * each + 1 + i] = (float) (gain * (meaning + 0.01 * random.nextGaussian()));
      }
    }
    int[] starts = IntStream.rangeClosed(0, n).map(row -> row * each).toArray();
    return new DualAscent.Rows(starts, columns, values, labels, WORDS + WIDTH);
  }

  private static float gain(int n, boolean byWord) {
    int[] learned = IntStream.range(0, n).toArray();
    return Gain.of(gain -> rows(n, byWord, gain), learned, LABELS, 1).value();
  }

  @Test
  void whereTheWordsDecideTheVectorsCountLess() {
    assertTrue(gain(400, true) < Gain.USUAL);
  }

  @Test
  void whereTheMeaningDecidesTheVectorsCountAsUsual() {
    assertEquals(Gain.USUAL, gain(400, false));
  }

  @Test
  void aFewExamplesDoNotChoose() {
    assertEquals(Gain.USUAL, gain(60, true));
  }

  @Test
  void whatIsOutOfScopeTellsNothing() {
    DualAscent.Rows rows = rows(300, true, 1);
    int[] none = rows.labels().clone();
    Arrays.fill(none, -1);
    DualAscent.Rows outOfScope =
        new DualAscent.Rows(rows.starts(), rows.columns(), rows.values(), none, rows.width());
    int[] learned = IntStream.range(0, 300).toArray();
    assertEquals(Gain.USUAL, Gain.of(gain -> outOfScope, learned, LABELS, 1).value());
  }
}
