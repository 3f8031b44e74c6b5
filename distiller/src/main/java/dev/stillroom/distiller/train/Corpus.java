package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.features.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The items as sparse rows over the columns that occur, for all students of a course.
 *
 * @param hashes of the columns, ascending; the row's last column, after these, is the bias
 * @param rarity what each column's value is multiplied with in the rows
 */
record Corpus(List<Vector> vectors, int[] hashes, float[] rarity, DualAscent.Rows rows) {

  /** From so many items on a column must occur in more than one. */
  private static final int MANY = 1_000;

  static Corpus of(List<Item> items) {
    List<Vector> vectors = new ArrayList<>();
    int total = 0;
    for (Item item : items) {
      Vector vector = Vector.of(item.features());
      vectors.add(vector);
      total += vector.hashes().length;
    }
    int[] all = new int[total];
    int at = 0;
    for (Vector vector : vectors) {
      System.arraycopy(vector.hashes(), 0, all, at, vector.hashes().length);
      at += vector.hashes().length;
    }
    Arrays.parallelSort(all);
    int[] hashes = new int[total];
    float[] rarity = new float[total];
    int least = items.size() >= MANY ? 2 : 1;
    int columns = 0;
    for (int i = 0; i < total; ) {
      int end = i;
      while (end < total && all[end] == all[i]) {
        end++;
      }
      if (end - i >= least) {
        hashes[columns] = all[i];
        rarity[columns++] = (float) (1 + StrictMath.log((items.size() + 1.0) / (end - i + 1.0)));
      }
      i = end;
    }
    hashes = Arrays.copyOf(hashes, columns);
    return new Corpus(
        vectors, hashes, Arrays.copyOf(rarity, columns), rows(items, vectors, hashes, rarity));
  }

  private static DualAscent.Rows rows(
      List<Item> items, List<Vector> vectors, int[] hashes, float[] rarity) {
    int total = vectors.stream().mapToInt(vector -> vector.hashes().length + 1).sum();
    int[] starts = new int[items.size() + 1];
    int[] columns = new int[total];
    float[] values = new float[total];
    int[] labels = new int[items.size()];
    int at = 0;
    for (int i = 0; i < labels.length; i++) {
      Vector vector = vectors.get(i);
      for (int j = 0; j < vector.hashes().length; j++) {
        int column = Arrays.binarySearch(hashes, vector.hashes()[j]);
        if (column >= 0) {
          columns[at] = column;
          values[at++] = vector.weights()[j] * rarity[column];
        }
      }
      columns[at] = hashes.length;
      values[at++] = 1;
      starts[i + 1] = at;
      labels[i] = items.get(i).label();
    }
    return new DualAscent.Rows(starts, columns, values, labels, hashes.length + 1);
  }
}
