package dev.stillroom.e2e.bench;

import dev.stillroom.host.routine.discovery.Discovery;
import dev.stillroom.host.routine.discovery.LoggedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The other way of finding routines, measured beside the product's: stretches of the log as counts
 * of their actions, those alike put into clusters (after arXiv 2510.08118). A stretch is a window
 * of one length, or what lies between two pauses.
 */
final class ActionCounts {

  private static final int SUPPORT = 3;
  private static final int MOST_CLUSTERS = 200;

  /** In how many of a cluster's stretches an action is one of its routine, and no noise. */
  private static final double USUAL = 0.5;

  private final int[] symbols;
  private final long[] times;
  private final int kinds;

  private ActionCounts(int[] symbols, long[] times, int kinds) {
    this.symbols = symbols;
    this.times = times;
    this.kinds = kinds;
  }

  /** The log with the same symbols that the product takes its events for. */
  static ActionCounts of(List<LoggedEvent> events) {
    Discovery words = new Discovery((_, _) -> {});
    events.forEach(words::observe);
    Map<String, Integer> ids = new HashMap<>();
    int[] symbols = new int[events.size()];
    long[] times = new long[events.size()];
    for (int i = 0; i < symbols.length; i++) {
      String text = words.text(events.get(i));
      ids.putIfAbsent(text, ids.size());
      symbols[i] = ids.get(text);
      times[i] = events.get(i).time();
    }
    return new ActionCounts(symbols, times, ids.size());
  }

  /**
   * Every setting's occurrences: each length of window and each pause, with each similarity from
   * which stretches are of one cluster.
   */
  List<List<DetectScore.Found>> allSettings() {
    List<List<DetectScore.Found>> all = new ArrayList<>();
    for (double alike : new double[] {0.7, 0.8, 0.9}) {
      for (int length : new int[] {5, 7, 9, 11, 13, 14, 16, 20, 25, 30}) {
        all.add(found(windows(length), alike));
      }
      for (int seconds : new int[] {15, 30, 60, 120, 300}) {
        all.add(found(betweenPauses(1_000L * seconds), alike));
      }
    }
    return all;
  }

  /** From the first event to the one after the last. */
  private record Stretch(int from, int to) {}

  private List<Stretch> windows(int length) {
    List<Stretch> windows = new ArrayList<>();
    for (int i = 0; i + length <= symbols.length; i++) {
      windows.add(new Stretch(i, i + length));
    }
    return windows;
  }

  private List<Stretch> betweenPauses(long pause) {
    List<Stretch> between = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= symbols.length; i++) {
      if (i == symbols.length || times[i] - times[i - 1] > pause) {
        between.add(new Stretch(from, i));
        from = i;
      }
    }
    return between;
  }

  private final class Cluster {
    private final double[] sum = new double[kinds];
    private final int[] holding = new int[kinds];
    private double norm;
    private int size;

    double cosine(Stretch stretch, double length) {
      double dot = 0;
      for (int i = stretch.from(); i < stretch.to(); i++) {
        dot += sum[symbols[i]];
      }
      return dot / Math.sqrt(norm) / length;
    }

    void add(Stretch stretch) {
      size++;
      Map<Integer, Integer> counts = new HashMap<>();
      for (int i = stretch.from(); i < stretch.to(); i++) {
        counts.merge(symbols[i], 1, Integer::sum);
      }
      counts.forEach(
          (symbol, count) -> {
            holding[symbol]++;
            norm += count * (2 * sum[symbol] + count);
            sum[symbol] += count;
          });
    }
  }

  private record Member(Stretch stretch, int cluster, double cosine) {}

  private List<DetectScore.Found> found(List<Stretch> stretches, double alike) {
    List<Cluster> clusters = new ArrayList<>();
    for (Stretch stretch : stretches) {
      double length = length(stretch);
      Cluster best = null;
      double most = alike;
      for (Cluster one : clusters) {
        double cosine = one.cosine(stretch, length);
        if (cosine >= most) {
          most = cosine;
          best = one;
        }
      }
      if (best == null && clusters.size() < MOST_CLUSTERS) {
        best = new Cluster();
        clusters.add(best);
      }
      if (best != null) {
        best.add(stretch);
      }
    }
    return chosen(stretches, clusters, alike);
  }

  /** Those most like their cluster first, none over another. */
  private List<DetectScore.Found> chosen(
      List<Stretch> stretches, List<Cluster> clusters, double alike) {
    List<Member> members = new ArrayList<>();
    for (Stretch stretch : stretches) {
      double length = length(stretch);
      Member best = null;
      for (int c = 0; c < clusters.size(); c++) {
        double cosine = clusters.get(c).cosine(stretch, length);
        if (clusters.get(c).size >= SUPPORT
            && cosine >= alike
            && (best == null || cosine > best.cosine())) {
          best = new Member(stretch, c, cosine);
        }
      }
      if (best != null) {
        members.add(best);
      }
    }
    members.sort(
        Comparator.comparingDouble(Member::cosine)
            .reversed()
            .thenComparingInt(member -> member.stretch().from()));
    boolean[] taken = new boolean[symbols.length];
    Map<Integer, List<DetectScore.Found>> found = new HashMap<>();
    for (Member member : members) {
      long[] lines = free(member, clusters.get(member.cluster()), taken);
      if (lines.length > 1) {
        for (int i = member.stretch().from(); i < member.stretch().to(); i++) {
          taken[i] = true;
        }
        found
            .computeIfAbsent(member.cluster(), _ -> new ArrayList<>())
            .add(new DetectScore.Found("cluster " + member.cluster(), lines));
      }
    }
    return found.values().stream()
        .filter(one -> one.size() >= SUPPORT)
        .flatMap(List::stream)
        .toList();
  }

  /** The events of the cluster's routine; none of a stretch that overlaps one already chosen. */
  private long[] free(Member member, Cluster cluster, boolean... taken) {
    List<Long> lines = new ArrayList<>();
    for (int i = member.stretch().from(); i < member.stretch().to(); i++) {
      if (taken[i]) {
        return new long[0];
      }
      if (cluster.holding[symbols[i]] >= USUAL * cluster.size) {
        lines.add((long) i);
      }
    }
    return lines.stream().mapToLong(Long::longValue).toArray();
  }

  /** Of its counts as a vector. */
  private double length(Stretch stretch) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = stretch.from(); i < stretch.to(); i++) {
      counts.merge(symbols[i], 1, Integer::sum);
    }
    return Math.sqrt(counts.values().stream().mapToDouble(count -> (double) count * count).sum());
  }
}
