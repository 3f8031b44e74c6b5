package dev.stillroom.host.routine.discovery;

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

  /** How often a pair must come, at least. */
  static final int SUPPORT = 3;

  /** How many merges are made before all pairs are counted again. */
  private static final int ROUND = 16;

  private final Units units;
  private final double[] logs;

  private final int[] stamps;
  private int stamp;
  private final Ints from = new Ints();
  private final Ints to = new Ints();
  private final int[] buckets = new int[Units.GAP + 2];
  private int[] order = new int[64];
  private int[] gaps = new int[64];

  private record Pair(double gain, int left, int right, int gap, boolean exact) {}

  private static final Pair NONE = new Pair(0, -1, -1, 0, true);

  /**
   * @param symbols what was done, each a small whole number below {@code kinds}
   * @param times of the same events, in milliseconds
   */
  Merging(int[] symbols, long[] times, int kinds) {
    units = new Units(symbols, times, kinds);
    stamps = new int[symbols.length];
    logs = new double[symbols.length + 2];
    for (int i = 2; i < logs.length; i++) {
      logs[i] = i * (Math.log(i) / Math.log(2));
    }
  }

  /** Puts what is known from earlier before all else is looked for. */
  void place(List<Steps> known) {
    units.place(known);
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
    return units.found();
  }

  private void countPairs(PriorityQueue<Pair> queue) {
    PairCounts pairs = new PairCounts(units.total());
    for (int i = units.find(0); i < units.size(); i = units.find(i + 1)) {
      if (units.count(units.at(i)) >= SUPPORT) {
        int gap = 0;
        stamp++;
        for (int k = units.find(units.end(i) + 1);
            units.within(units.end(i), k) && gap <= Units.GAP;
            k = units.find(k + 1)) {
          gap++;
          if (beginsAgain(units.at(i), units.at(k))) {
            break;
          }
          if (units.count(units.at(k)) >= SUPPORT) {
            pairs.add(units.at(i), units.at(k));
          }
        }
      }
    }
    pairs.each(
        (left, right, count) -> {
          int most = Math.min(count, Math.min(units.count(left), units.count(right)));
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
    Steps a = units.steps(left);
    Steps b = units.steps(right);
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
    Steps lap = units.steps(later);
    return lap.length() > 1 && lap.ids()[0] == units.steps(one).ids()[0];
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
    Ints lefts = units.places(left);
    for (int i = 0; i < lefts.size(); i++) {
      int start = lefts.get(i);
      if (units.at(start) != left) {
        continue;
      }
      int gap = 0;
      for (int k = units.find(units.end(start) + 1);
          units.within(units.end(start), k) && gap <= Units.GAP;
          k = units.find(k + 1)) {
        if (units.at(k) == right) {
          if (from.size() == gaps.length) {
            gaps = Arrays.copyOf(gaps, 2 * gaps.length);
          }
          gaps[from.size()] = gap;
          from.add(start);
          to.add(k);
          buckets[gap + 1]++;
          break;
        }
        if (beginsAgain(left, units.at(k))) {
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
    int a = units.count(left);
    int b = units.count(right);
    double before = log(units.total()) - log(a) - (left == right ? 0 : log(b));
    double after =
        log(units.total() - count)
            - (left == right ? log(a - 2 * count) : log(a - count) + log(b - count))
            - log(count);
    double gapBits = log(count + gapSum) - log(count) - (gapSum < logs.length ? log(gapSum) : 0);
    double pattern =
        Math.log(Math.max(2, units.total())) / Math.log(2)
            + Math.log(units.distinct() + 1) / Math.log(2);
    return before - after - gapBits - pattern;
  }

  private double log(int n) {
    return n < 2 ? 0 : n < logs.length ? logs[n] : n * (Math.log(n) / Math.log(2));
  }

  private int merge(Pair pair) {
    collect(pair.left, pair.right);
    int id = units.name(units.steps(pair.left).then(units.steps(pair.right)));
    stamp++;
    for (int i = 0; i < from.size(); i++) {
      int one = order[i];
      if (gaps[one] > pair.gap || !take(one)) {
        continue;
      }
      units.join(from.get(one), to.get(one), id);
    }
    return id;
  }

  /** The pairs that the new unit makes with those about it. */
  private void around(int id, PriorityQueue<Pair> queue) {
    Ints at = units.places(id);
    boolean[] before = new boolean[units.names()];
    boolean[] behind = new boolean[units.names()];
    for (int i = 0; i < at.size(); i++) {
      int start = at.get(i);
      int k = units.find(units.end(start) + 1);
      for (int gap = 0; units.within(units.end(start), k) && gap <= Units.GAP; gap++) {
        behind[units.at(k)] = true;
        k = units.find(k + 1);
      }
      int seen = 0;
      for (int j = start - 1;
          j >= 0 && start - j <= 2 * Units.REACH && seen <= 2 * Units.GAP;
          j--) {
        if (units.at(j) >= 0) {
          before[units.at(j)] = true;
          seen++;
        }
      }
    }
    for (int other = 0; other < before.length; other++) {
      if (units.count(other) >= SUPPORT) {
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
}
