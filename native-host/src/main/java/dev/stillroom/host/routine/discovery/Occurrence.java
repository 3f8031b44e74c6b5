package dev.stillroom.host.routine.discovery;

import java.util.Arrays;

/**
 * One time that steps were done.
 *
 * @param at the positions of its events in the window, rising
 */
record Occurrence(Steps steps, int... at) {

  int first() {
    return at[0];
  }

  int last() {
    return at[at.length - 1];
  }

  /** The same steps, with these events too. */
  int[] with(int... more) {
    int[] all = Arrays.copyOf(at, at.length + more.length);
    System.arraycopy(more, 0, all, at.length, more.length);
    Arrays.sort(all);
    return all;
  }

  boolean overlaps(Occurrence other) {
    return first() < other.last() && other.first() < last();
  }

  boolean isInside(Occurrence other) {
    return first() > other.first() && last() < other.last();
  }
}
