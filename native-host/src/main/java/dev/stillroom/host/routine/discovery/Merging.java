package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds what comes back in a sequence by description length: as long as it makes the sequence's
 * description shorter, the pair of neighbours that saves most becomes one unit. Between the two
 * there may be a few other units, which cost the bits of a geometric code, so noise and
 * interleaving are allowed where the repetition pays for them (after Tatti and Vreeken, "The long
 * and the short of it", KDD 2012, with the merging of byte-pair encoding).
 */
final class Merging {

  /** How many other units may stand between two steps. */
  static final int GAP = 8;

  /** How often a pair must come, at least. */
  static final int SUPPORT = 3;

  /** What lies further apart is not one piece of work, in events. */
  static final int REACH = 64;

  /** Nor after such a pause: fifteen minutes, in milliseconds. */
  private static final long PAUSE = 15 * 60 * 1000L;

  /** How many merges are made before all pairs are counted again. */
  private static final int ROUND = 16;

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
  private final double[] logs;

  private final int[] stamps;
  private int stamp;
  private final Ints from = new Ints();
  private final Ints to = new Ints();
  private final int[] buckets = new int[GAP + 2];
  private int[] order = new int[64];
  private int[] gaps = new int[64];

  private record Pair(double gain, int left, int right, int gap, boolean exact) {}

  private static final Pair NONE = new Pair(0, -1, -1, 0, true);

  /**
   * @param symbols what was done, each a small whole number below {@code kinds}
   * @param times of the same events, in milliseconds
   */
  Merging(int[] symbols, long[] times, int kinds) {
    this.size = symbols.length;
    this.times = times;
    unit = symbols.clone();
    end = new int[size];
    next = new int[size];
    alive = new int[size + 2];
    stamps = new int[size];
    logs = new double[size + 2];
    for (int i = 2; i < logs.length; i++) {
      logs[i] = i * (Math.log(i) / Math.log(2));
    }
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

  /** Puts what is known from earlier before all else is looked for. */
  void place(List<Steps> known) {
    for (Steps one : known) {
      int id = -1;
      Ints starts = places.get(one.ids()[0]);
      for (int i = 0; i < starts.size(); i++) {
        int[] at = match(one, starts.get(i));
        if (at != null) {
          id = id < 0 ? name(one) : id;
          int start = at[0];
          for (int k = 1; k < at.length; k++) {
            count(unit[at[k]], -1);
            kill(at[k]);
            next[at[k - 1]] = at[k];
          }
          count(unit[start], -1);
          become(start, id, at[at.length - 1]);
        }
      }
    }
  }

  private int[] match(Steps steps, int start) {
    if (unit[start] != steps.ids()[0] || end[start] != start) {
      return null;
    }
    int[] at = new int[steps.length()];
    at[0] = start;
    for (int k = 1; k < at.length; k++) {
      at[k] = after(at[k - 1], steps.ids()[k]);
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

  /** Merges until nothing is saved any more. */
  void run() {
    boolean more = true;
    while (more) {
      PriorityQueue<Pair> queue =
          new PriorityQueue<>(
              (a, b) ->
                  a.gain != b.gain
                      ? Double.compare(b.gain, a.gain)
                      : a.left != b.left
                          ? Integer.compare(a.left, b.left)
                          : Integer.compare(a.right, b.right));
      countPairs(queue);
      more = false;
      for (int merges = 0; merges < ROUND && !queue.isEmpty(); ) {
        Pair top = queue.poll();
        Pair now = evaluate(top.left, top.right);
        if (now.gain <= 0) {
          continue;
        }
        if (!queue.isEmpty() && now.gain < queue.peek().gain) {
          queue.add(now);
          continue;
        }
        around(merge(now), queue);
        merges++;
        more = true;
      }
    }
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

  private void countPairs(PriorityQueue<Pair> queue) {
    PairCounts pairs = new PairCounts(total);
    for (int i = find(0); i < size; i = find(i + 1)) {
      if (counts[unit[i]] >= SUPPORT) {
        int gap = 0;
        stamp++;
        for (int k = find(end[i] + 1); within(end[i], k) && gap <= GAP; k = find(k + 1)) {
          gap++;
          if (beginsAgain(unit[i], unit[k])) {
            break;
          }
          if (counts[unit[k]] >= SUPPORT) {
            pairs.add(unit[i], unit[k]);
          }
        }
      }
    }
    pairs.each(
        (left, right, count) -> {
          int most = Math.min(count, Math.min(counts[left], counts[right]));
          if (most >= SUPPORT && mayFollow(left, right)) {
            double gain = gain(left, right, left == right ? most / 2 : most, 0);
            if (gain > 0) {
              queue.add(new Pair(gain, left, right, 0, false));
            }
          }
        });
  }

  /** Doing the same again, or nearly the same, is a repetition and not a longer routine. */
  private boolean mayFollow(int left, int right) {
    Steps a = steps.get(left);
    Steps b = steps.get(right);
    if (a.length() < 2 && b.length() < 2) {
      return true;
    }
    if (a.ids()[0] == b.ids()[0] || a.ids()[a.length() - 1] == b.ids()[b.length() - 1]) {
      return false;
    }
    return 2 * (a.length() < b.length() ? b.in(a) : a.in(b)) < Math.max(a.length(), b.length());
  }

  /** Whether a later unit is the next lap: nothing behind it belongs to the one before. */
  private boolean beginsAgain(int one, int later) {
    Steps lap = steps.get(later);
    return lap.length() > 1 && lap.ids()[0] == steps.get(one).ids()[0];
  }

  private boolean within(int position, int later) {
    return later < size && later - position <= REACH && times[later] - times[position] <= PAUSE;
  }

  /** What a pair saves at the gap at which it saves most. */
  private Pair evaluate(int left, int right) {
    collect(left, right);
    Pair best = NONE;
    int count = 0;
    int sum = 0;
    stamp++;
    for (int i = 0; i < from.size(); i++) {
      int one = order[i];
      if (take(one)) {
        count++;
        sum += gaps[one];
      }
      boolean last = i + 1 == from.size() || gaps[order[i + 1]] != gaps[one];
      if (last && count >= SUPPORT) {
        double gain = gain(left, right, count, sum);
        if (gain > best.gain) {
          best = new Pair(gain, left, right, gaps[one], true);
        }
      }
    }
    return best;
  }

  private boolean take(int one) {
    int a = from.get(one);
    int b = to.get(one);
    if (stamps[a] == stamp || stamps[b] == stamp) {
      return false;
    }
    stamps[a] = stamp;
    stamps[b] = stamp;
    return true;
  }

  /** Every left with the nearest right after it, nearest pairs first. */
  private void collect(int left, int right) {
    from.clear();
    to.clear();
    Arrays.fill(buckets, 0);
    Ints lefts = places.get(left);
    for (int i = 0; i < lefts.size(); i++) {
      int start = lefts.get(i);
      if (unit[start] != left) {
        continue;
      }
      int gap = 0;
      for (int k = find(end[start] + 1); within(end[start], k) && gap <= GAP; k = find(k + 1)) {
        if (unit[k] == right) {
          if (from.size() == gaps.length) {
            gaps = Arrays.copyOf(gaps, 2 * gaps.length);
          }
          gaps[from.size()] = gap;
          from.add(start);
          to.add(k);
          buckets[gap + 1]++;
          break;
        }
        if (beginsAgain(left, unit[k])) {
          break;
        }
        gap++;
      }
    }
    for (int g = 1; g < buckets.length; g++) {
      buckets[g] += buckets[g - 1];
    }
    if (order.length < from.size()) {
      order = new int[2 * from.size()];
    }
    for (int i = 0; i < from.size(); i++) {
      order[buckets[gaps[i]]++] = i;
    }
  }

  private double gain(int left, int right, int count, int gapSum) {
    int a = counts[left];
    int b = counts[right];
    double before = log(total) - log(a) - (left == right ? 0 : log(b));
    double after =
        log(total - count)
            - (left == right ? log(a - 2 * count) : log(a - count) + log(b - count))
            - log(count);
    double gapBits = log(count + gapSum) - log(count) - (gapSum < logs.length ? log(gapSum) : 0);
    double pattern =
        Math.log(Math.max(2, total)) / Math.log(2) + Math.log(distinct + 1) / Math.log(2);
    return before - after - gapBits - pattern;
  }

  private double log(int n) {
    return n < 2 ? 0 : n < logs.length ? logs[n] : n * (Math.log(n) / Math.log(2));
  }

  private int merge(Pair pair) {
    collect(pair.left, pair.right);
    int id = name(steps.get(pair.left).then(steps.get(pair.right)));
    stamp++;
    for (int i = 0; i < from.size(); i++) {
      int one = order[i];
      if (gaps[one] > pair.gap || !take(one)) {
        continue;
      }
      int a = from.get(one);
      int b = to.get(one);
      count(pair.left, -1);
      count(pair.right, -1);
      next[end[a]] = b;
      int last = end[b];
      kill(b);
      become(a, id, last);
    }
    return id;
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

  /** The pairs that the new unit makes with those about it. */
  private void around(int id, PriorityQueue<Pair> queue) {
    Ints at = places.get(id);
    boolean[] before = new boolean[steps.size()];
    boolean[] behind = new boolean[steps.size()];
    for (int i = 0; i < at.size(); i++) {
      int start = at.get(i);
      int k = find(end[start] + 1);
      for (int gap = 0; within(end[start], k) && gap <= GAP; gap++) {
        behind[unit[k]] = true;
        k = find(k + 1);
      }
      int seen = 0;
      for (int j = start - 1; j >= 0 && start - j <= 2 * REACH && seen <= 2 * GAP; j--) {
        if (unit[j] >= 0) {
          before[unit[j]] = true;
          seen++;
        }
      }
    }
    for (int other = 0; other < before.length; other++) {
      if (counts[other] >= SUPPORT) {
        if (behind[other] && mayFollow(id, other)) {
          offer(evaluate(id, other), queue);
        }
        if (before[other] && other != id) {
          offer(evaluate(other, id), queue);
        }
      }
    }
  }

  private static void offer(Pair pair, PriorityQueue<Pair> queue) {
    if (pair.gain > 0) {
      queue.add(pair);
    }
  }

  private int name(Steps what) {
    steps.add(what);
    places.add(new Ints());
    if (counts.length < steps.size()) {
      counts = Arrays.copyOf(counts, 2 * counts.length);
    }
    return steps.size() - 1;
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

  private int find(int position) {
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
}
