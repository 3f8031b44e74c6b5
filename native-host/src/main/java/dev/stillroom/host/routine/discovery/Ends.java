package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where occurrences begin and end in truth, once it is known which routine each is of: laps of one
 * routine do not lie in one another, and one that was found without its first or last steps is
 * given what stands right before or behind it, belongs to nothing else and is just those steps.
 */
final class Ends {

  /** Events that may stand between a step and the next one that is missing. */
  private static final int BETWEEN = 1;

  private static final int[] NONE = {};

  private final int[] symbols;
  private final List<Occurrence> all;

  private Ends(int[] symbols, List<Occurrence> all) {
    this.symbols = symbols;
    this.all = new ArrayList<>(all);
  }

  static List<Occurrence> of(int[] symbols, List<Occurrence> all) {
    Ends ends = new Ends(symbols, all);
    ends.untangle();
    ends.complete();
    return Cover.sorted(ends.all.toArray(Occurrence[]::new));
  }

  /** Nobody does one lap within another of the same: the parts around it are exchanged. */
  private void untangle() {
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size() && all.get(j).first() < all.get(i).last(); j++) {
        int head = around(all.get(i), all.get(j));
        if (head > 0) {
          exchange(i, j, head);
        }
      }
    }
  }

  /** How many events of one stand before another of the same that lies in a gap of it, or 0. */
  private static int around(Occurrence outer, Occurrence inner) {
    if (!inner.steps().equals(outer.steps()) || !inner.isInside(outer)) {
      return 0;
    }
    int head = 0;
    while (outer.at()[head] < inner.first()) {
      head++;
    }
    return outer.at()[head] > inner.last() ? head : 0;
  }

  private void exchange(int i, int j, int at) {
    Steps steps = all.get(i).steps();
    int[] outer = all.get(i).at();
    Occurrence inner = all.get(j);
    Occurrence head = new Occurrence(steps, Arrays.copyOf(outer, at));
    Occurrence tail = new Occurrence(steps, Arrays.copyOfRange(outer, at, outer.length));
    Occurrence begun = new Occurrence(steps, inner.with(head.at()));
    Occurrence ended = new Occurrence(steps, inner.with(tail.at()));
    int now = likeness(all.get(i)) + likeness(inner);
    int first = likeness(begun) + likeness(tail);
    int last = likeness(head) + likeness(ended);
    if (Math.max(first, last) >= now) {
      all.set(i, first >= last ? begun : head);
      all.set(j, first >= last ? tail : ended);
    }
  }

  /** How many steps of its routine it has in their order. */
  private int likeness(Occurrence one) {
    int[] ids = Arrays.stream(one.at()).map(at -> symbols[at]).toArray();
    return new Steps(ids).common(one.steps());
  }

  private void complete() {
    boolean[] claimed = new boolean[symbols.length];
    for (Occurrence one : all) {
      for (int at : one.at()) {
        claimed[at] = true;
      }
    }
    for (int i = 0; i < all.size(); i++) {
      Occurrence one = all.get(i);
      int[] ids = one.steps().ids();
      // An event that was taken in between is no step of it: nothing is known of what is missing.
      int first = next(ids, symbols[one.first()], 0, 1);
      int last = next(ids, symbols[one.last()], ids.length - 1, -1);
      int[] before = missing(ids, first - 1, one.first() - 1, -1, claimed);
      int[] behind = last < 0 ? NONE : missing(ids, last + 1, one.last() + 1, 1, claimed);
      if (before.length + behind.length > 0) {
        Occurrence begun = new Occurrence(one.steps(), one.with(before));
        all.set(i, new Occurrence(one.steps(), begun.with(behind)));
      }
    }
  }

  /**
   * The events that are the missing steps; they are claimed now.
   *
   * @param step the first that is missing
   * @param from where to look for it
   * @param way 1 for later events and steps, -1 for earlier ones
   */
  private int[] missing(int[] ids, int step, int from, int way, boolean... claimed) {
    List<Integer> found = new ArrayList<>();
    int wanted = step;
    int others = 0;
    for (int at = from; at >= 0 && at < symbols.length && others <= BETWEEN; at += way) {
      int is = claimed[at] ? -1 : next(ids, symbols[at], wanted, way);
      if (is < 0) {
        others++;
        continue;
      }
      found.add(at);
      claimed[at] = true;
      wanted = is + way;
      others = 0;
    }
    return found.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** The nearest step of that symbol from one on, or -1. */
  private static int next(int[] ids, int symbol, int from, int way) {
    for (int i = from; i >= 0 && i < ids.length; i += way) {
      if (ids[i] == symbol) {
        return i;
      }
    }
    return -1;
  }
}
