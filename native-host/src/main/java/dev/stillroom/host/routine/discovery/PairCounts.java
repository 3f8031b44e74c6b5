package dev.stillroom.host.routine.discovery;

/** How often which two units stood near each other. */
final class PairCounts {

  interface Each {
    void pair(int left, int right, int count);
  }

  private long[] keys;
  private int[] counts;
  private int size;

  PairCounts(int expected) {
    int places = Integer.highestOneBit(Math.max(64, expected)) * 4;
    keys = new long[places];
    counts = new int[places];
  }

  void add(int left, int right) {
    if (size * 2 >= keys.length) {
      grow();
    }
    long key = (long) left << 32 | right;
    int at = place(key);
    if (counts[at]++ == 0) {
      keys[at] = key;
      size++;
    }
  }

  void each(Each each) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        each.pair((int) (keys[i] >>> 32), (int) keys[i], counts[i]);
      }
    }
  }

  private int place(long key) {
    int at = (int) Hash.mixed(key) & (keys.length - 1);
    while (counts[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] old = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[2 * oldKeys.length];
    for (int i = 0; i < old.length; i++) {
      if (old[i] > 0) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = old[i];
      }
    }
  }
}
