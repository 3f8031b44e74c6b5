package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence as units that were merged of events: which unit begins where, of which events it is,
 * and how often there is each. At first every event is a unit.
 */
final class Units {

  /** How many other units may stand between two steps. */
  static final int GAP = 8;

  /** What lies further apart is not one piece of work, in events. */
  static final int REACH = 64;

  /** Nor after such a pause: fifteen minutes, in milliseconds. */
  private static final long PAUSE = 15 * 60 * 1000L;

  private final int size;
  private final long[] times;

  /** The unit that begins at a position, or -1 where none does. */
  private final int[] unit;

  /** Where the unit that begins at a position ends. */
  private final int[] end;

  /** The next event of the same unit, or -1. */
  private final int[] next;

  /** The first unit that begins at a position or after it, with shortened ways. */
  private final int[] alive;

  private final List<Steps> steps = new ArrayList<>();
  private final List<Ints> places = new ArrayList<>();
  private int[] counts = new int[256];
  private int total;
  private int distinct;

  /**
   * @param symbols what was done, each a small whole number below {@code kinds}
   * @param times of the same events, in milliseconds
   */
  Units(int[] symbols, long[] times, int kinds) {
    this.size = symbols.length;
    this.times = times;
    unit = symbols.clone();
    end = new int[size];
    next = new int[size];
    alive = new int[size + 2];
    for (int k = 0; k < kinds; k++) {
      name(new Steps(k));
    }
    for (int i = 0; i < size; i++) {
      end[i] = i;
      next[i] = -1;
      alive[i] = i;
      count(unit[i], 1);
      places.get(unit[i]).add(i);
    }
    alive[size] = size;
    alive[size + 1] = size;
    total = size;
  }

  /** The number of events. */
  int size() {
    return size;
  }

  /** The number of units in the sequence now. */
  int total() {
    return total;
  }

  /** The number of different units in it. */
  int distinct() {
    return distinct;
  }

  /** The number of units that have a name, used or not. */
  int names() {
    return steps.size();
  }

  int at(int position) {
    return unit[position];
  }

  int end(int position) {
    return end[position];
  }

  int count(int id) {
    return counts[id];
  }

  Steps steps(int id) {
    return steps.get(id);
  }

  /** Where a unit began at some time; of each the place must be looked at again. */
  Ints places(int id) {
    return places.get(id);
  }

  /** The first position at or after this one at which a unit begins, or the size. */
  int find(int position) {
    if (position >= size) {
      return size;
    }
    int root = position;
    while (alive[root] != root) {
      root = alive[root];
    }
    int k = position;
    while (alive[k] != root && k < root) {
      int then = alive[k];
      alive[k] = root;
      k = then;
    }
    return root;
  }

  /** Whether a later position can belong to the same piece of work. */
  boolean within(int position, int later) {
    return later < size && later - position <= REACH && times[later] - times[position] <= PAUSE;
  }

  int name(Steps what) {
    steps.add(what);
    places.add(new Ints());
    if (counts.length < steps.size()) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    return steps.size() - 1;
  }

  /** Puts what is known from earlier before all else is looked for. */
  void place(List<Steps> known) {
    for (Steps one : known) {
      int id = -1;
      Ints starts = places.get(one.ids()[0]);
      for (int i = 0; i < starts.size(); i++) {
        int[] at = match(one, starts.get(i));
        if (at != null) {
          id = id < 0 ? name(one) : id;
          for (int k = 1; k < at.length; k++) {
            count(unit[at[k]], -1);
            kill(at[k]);
            next[at[k - 1]] = at[k];
          }
          count(unit[at[0]], -1);
          become(at[0], id, at[at.length - 1]);
        }
      }
    }
  }

  private int[] match(Steps wanted, int start) {
    if (unit[start] != wanted.ids()[0] || end[start] != start) {
      return null;
    }
    int[] at = new int[wanted.length()];
    at[0] = start;
    for (int k = 1; k < at.length; k++) {
      at[k] = after(at[k - 1], wanted.ids()[k]);
      if (at[k] < 0 || end[at[k]] != at[k]) {
        return null;
      }
    }
    return at;
  }

  private int after(int position, int wanted) {
    int gap = 0;
    for (int k = find(position + 1); within(position, k) && gap <= GAP; k = find(k + 1)) {
      if (unit[k] == wanted) {
        return k;
      }
      gap++;
    }
    return -1;
  }

  /** Makes one unit of the one that begins at {@code a} and the one at {@code b}. */
  void join(int a, int b, int id) {
    count(unit[a], -1);
    count(unit[b], -1);
    next[end[a]] = b;
    int last = end[b];
    kill(b);
    become(a, id, last);
  }

  /** Everything that came together, in the order of its beginning; single events are left out. */
  List<Occurrence> found() {
    List<Occurrence> found = new ArrayList<>();
    for (int i = find(0); i < size; i = find(i + 1)) {
      if (next[i] >= 0) {
        Steps what = steps.get(unit[i]);
        int[] at = new int[what.length()];
        int k = i;
        for (int j = 0; j < at.length; j++) {
          at[j] = k;
          k = next[k];
        }
        found.add(new Occurrence(what, at));
      }
    }
    return found;
  }

  private void become(int start, int id, int last) {
    unit[start] = id;
    end[start] = last;
    count(id, 1);
    places.get(id).add(start);
  }

  private void kill(int position) {
    unit[position] = -1;
    alive[position] = position + 1;
    total--;
  }

  private void count(int id, int change) {
    int before = counts[id];
    counts[id] += change;
    if (before == 0 && change > 0) {
      distinct++;
    } else if (before > 0 && counts[id] == 0) {
      distinct--;
    }
  }
}
