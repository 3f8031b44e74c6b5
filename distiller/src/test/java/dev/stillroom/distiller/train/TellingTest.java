package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TellingTest {

  /** Rows of two words: one that each label has for itself, one that all have; then the bias. */
  private static Corpus corpus(int n) {
    int[] starts = IntStream.rangeClosed(0, n).map(row -> 3 * row).toArray();
    int[] columns = new int[3 * n];
    float[] values = new float[3 * n];
    int[] labels = new int[n];
    for (int row = 0; row < n; row++) {
      labels[row] = row % 2;
      columns[3 * row] = row % 2;
      columns[3 * row + 1] = 2;
      columns[3 * row + 2] = 3;
      values[3 * row] = values[3 * row + 1] = values[3 * row + 2] = 1;
    }
    return new Corpus(
        List.of(),
        new int[] {1, 2, 3},
        new float[] {1, 1, 1},
        new boolean[] {false, false, true},
        new DualAscent.Rows(starts, columns, values, labels, 4));
  }

  private static double square(DualAscent.Rows rows) {
    double sum = 0;
    for (int i = 0; i < rows.values().length; i++) {
      sum += rows.columns()[i] == 3 ? 0 : rows.values()[i] * rows.values()[i];
    }
    return sum;
  }

  @Test
  void whatTellsLabelsApartWeighsMoreThanWhatAllOfThemHave() {
    Corpus corpus = corpus(40);
    Corpus telling = corpus.telling(IntStream.range(0, 40).toArray(), 2);
    assertTrue(telling.rarity()[0] > 10 * telling.rarity()[2]);
    assertEquals(telling.rarity()[0], telling.rows().values()[0]);
    assertEquals(square(corpus.rows()), square(telling.rows()), 1e-3);
    assertEquals(1, telling.rows().values()[2], "the bias is no word");
  }

  @Test
  void whatMayNotBeLookedAtChangesNothing() {
    Corpus corpus = corpus(40);
    int[] learned = IntStream.range(0, 20).toArray();
    float[] before = corpus.telling(learned, 2).rarity();
    for (int row = 20; row < 40; row++) {
      corpus.rows().labels()[row] = 0;
    }
    assertArrayEquals(before, corpus.telling(learned, 2).rarity());
  }

  @Test
  void withoutBeginningsTheirColumnsWeighNothingAndTheOthersWhatTheyDid() {
    Corpus corpus = corpus(40);
    DualAscent.Rows plain = corpus.withoutBeginnings().rows();
    for (int i = 0; i < plain.values().length; i++) {
      float was = corpus.rows().values()[i];
      assertEquals(plain.columns()[i] == 2 ? 0 : was, plain.values()[i]);
    }
  }
}
