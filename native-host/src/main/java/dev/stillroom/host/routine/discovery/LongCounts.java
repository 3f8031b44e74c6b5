package dev.stillroom.host.routine.discovery;

import java.util.Arrays;

/** Counts by key in bounded memory: when it is full, all are halved and the rare ones dropped. */
final class LongCounts {

  private final long[] keys;
  private final int[] counts;
  private final int most;
  private int size;

  /**
   * @param bits the table has two to the power of this many places
   */
  LongCounts(int bits) {
    keys = new long[1 << bits];
    counts = new int[1 << bits];
    most = keys.length / 4 * 3;
  }

  /** Adds one and returns how many there are now. */
  int add(long key) {
    if (size >= most) {
      halve();
    }
    int at = place(key);
    if (counts[at] == 0) {
      keys[at] = key;
      size++;
    }
    counts[at] = Math.min(counts[at], Integer.MAX_VALUE - 1) + 1;
    return counts[at];
  }

  int get(long key) {
    return counts[place(key)];
  }

  private int place(long key) {
    int at = (int) Hash.mixed(key) & (keys.length - 1);
    while (counts[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void halve() {
    long[] oldKeys = keys.clone();
    int[] old = counts.clone();
    Arrays.fill(counts, 0);
    size = 0;
    for (int i = 0; i < old.length; i++) {
      if (old[i] > 1) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = old[i] / 2;
        size++;
      }
    }
  }
}
