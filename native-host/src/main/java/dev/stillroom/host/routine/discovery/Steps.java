package dev.stillroom.host.routine.discovery;

import java.util.Arrays;

/** A sequence of symbols, small whole numbers, that was found to come back. */
record Steps(int... ids) {

  int length() {
    return ids.length;
  }

  Steps then(Steps more) {
    int[] both = Arrays.copyOf(ids, ids.length + more.ids.length);
    System.arraycopy(more.ids, 0, both, ids.length, more.ids.length);
    return new Steps(both);
  }

  boolean endsWith(Steps end) {
    int from = ids.length - end.ids.length;
    return from >= 0 && Arrays.equals(ids, from, ids.length, end.ids, 0, end.ids.length);
  }

  Steps part(int from, int to) {
    return new Steps(Arrays.copyOfRange(ids, from, to));
  }

  boolean has(int id) {
    for (int one : ids) {
      if (one == id) {
        return true;
      }
    }
    return false;
  }

  /** How many of these steps are steps of the other, too. */
  int in(Steps other) {
    int in = 0;
    for (int id : ids) {
      in += other.has(id) ? 1 : 0;
    }
    return in;
  }

  /** The length of the longest common subsequence. */
  int common(Steps other) {
    int[] row = new int[other.ids.length + 1];
    for (int id : ids) {
      int diagonal = 0;
      for (int j = 1; j <= other.ids.length; j++) {
        int above = row[j];
        row[j] = id == other.ids[j - 1] ? diagonal + 1 : Math.max(row[j], row[j - 1]);
        diagonal = above;
      }
    }
    return row[other.ids.length];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Steps steps && Arrays.equals(ids, steps.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return Arrays.toString(ids);
  }
}
