package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes whole occurrences of what was merged: what was interrupted is resumed, steps done again and
 * steps done in between belong to the occurrence about them, and what is not quite as usual belongs
 * to the routine that it is most like.
 */
final class Cover {

  /** Fewer steps are a habit of the hand. */
  static final int SHORTEST = 3;

  private final int[] symbols;
  private final Set<Steps> before;
  private List<Occurrence> all;

  private Cover(int[] symbols, Set<Steps> before, List<Occurrence> found) {
    this.symbols = symbols;
    this.before = before;
    this.all = found;
  }

  /**
   * @param before routines that were found earlier
   * @return occurrences of routines only, in the order of their beginning
   */
  static List<Occurrence> of(int[] symbols, Set<Steps> before, List<Occurrence> found) {
    Cover cover = new Cover(symbols, before, found);
    cover.resume();
    cover.takeIn();
    List<Occurrence> turned = Phase.of(symbols, cover.routines(), cover.all);
    if (turned != cover.all) {
      cover.all = turned;
      cover.resume();
      cover.takeIn();
    }
    cover.all = Laps.apart(cover.routines(), cover.all);
    return Ends.of(symbols, cover.assigned());
  }

  private Map<Steps, Integer> support() {
    Map<Steps, Integer> support = new HashMap<>();
    all.forEach(one -> support.merge(one.steps(), 1, Integer::sum));
    return support;
  }

  /** What came often enough, now or earlier. */
  private Set<Steps> routines() {
    Set<Steps> routines = new HashSet<>(before);
    support()
        .forEach(
            (steps, count) -> {
              if (count >= Merging.SUPPORT && steps.length() >= SHORTEST) {
                routines.add(steps);
              }
            });
    return routines;
  }

  /** The beginning of a routine, and its rest a little later, are one occurrence. */
  private void resume() {
    Set<Steps> routines = routines();
    boolean[] used = new boolean[all.size()];
    List<Occurrence> whole = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (used[i]) {
        continue;
      }
      Occurrence one = all.get(i);
      for (int j = i + 1; j < all.size() && all.get(j).first() - one.last() <= Units.REACH; j++) {
        Occurrence rest = all.get(j);
        if (begunAgain(one, rest)) {
          break;
        }
        if (!used[j] && rest.first() > one.last()) {
          Steps both = one.steps().then(rest.steps());
          if (routines.contains(both)) {
            used[j] = true;
            one = new Occurrence(both, one.with(rest.at()));
            break;
          }
        }
      }
      whole.add(one);
    }
    all = whole;
  }

  /** Whether its first step was done once more before the other began: that is the next lap. */
  private boolean begunAgain(Occurrence one, Occurrence other) {
    int first = one.steps().ids()[0];
    for (int at = one.last() + 1; at < other.first(); at++) {
      if (symbols[at] == first) {
        return true;
      }
    }
    return false;
  }

  private record Meeting(Steps part, Steps host) {}

  /** An occurrence among the events of a longer one is often a part of it. */
  private void takeIn() {
    int[] hosts = new int[all.size()];
    Map<Meeting, Map<Steps, Integer>> unions = new HashMap<>();
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] = host(i);
      if (hosts[i] >= 0) {
        Occurrence host = all.get(hosts[i]);
        unions
            .computeIfAbsent(new Meeting(all.get(i).steps(), host.steps()), _ -> new HashMap<>())
            .merge(at(host.with(all.get(i).at())), 1, Integer::sum);
      }
    }
    Map<Steps, Integer> support = support();
    Map<Meeting, Steps> always = new HashMap<>();
    unions.forEach(
        (meeting, ways) ->
            ways.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(
                    way ->
                        way.getValue() >= Merging.SUPPORT
                            && 2 * way.getValue() >= support.get(meeting.part()))
                .ifPresent(way -> always.put(meeting, way.getKey())));
    Occurrence[] kept = all.toArray(Occurrence[]::new);
    List<Integer> shortFirst = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      if (hosts[i] >= 0) {
        shortFirst.add(i);
      }
    }
    shortFirst.sort(Comparator.comparingInt(i -> all.get(i).steps().length()));
    for (int i : shortFirst) {
      Occurrence part = kept[i];
      Occurrence host = kept[hosts[i]];
      if (host == null) {
        continue;
      }
      Steps one = always.get(new Meeting(part.steps(), host.steps()));
      boolean again =
          part.isInside(host)
              && 2 * part.steps().length() <= host.steps().length()
              && 2 * part.steps().in(host.steps()) >= part.steps().length();
      if (one != null || again) {
        kept[hosts[i]] = new Occurrence(one == null ? host.steps() : one, host.with(part.at()));
        kept[i] = null;
      }
    }
    all = sorted(kept);
  }

  /** The longest occurrence that this one overlaps and that is longer than it, or -1. */
  private int host(int i) {
    Occurrence one = all.get(i);
    int best = -1;
    int from = Math.max(0, i - Units.REACH);
    int to = Math.min(all.size(), i + Units.REACH);
    for (int j = from; j < to; j++) {
      Occurrence other = all.get(j);
      int length = other.steps().length();
      if (j != i
          && length > one.steps().length()
          && one.overlaps(other)
          && (best < 0 || length > all.get(best).steps().length())) {
        best = j;
      }
    }
    return best;
  }

  private Steps at(int... positions) {
    int[] ids = new int[positions.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = symbols[positions[i]];
    }
    return new Steps(ids);
  }

  static List<Occurrence> sorted(Occurrence... some) {
    List<Occurrence> left = new ArrayList<>();
    for (Occurrence one : some) {
      if (one != null) {
        left.add(one);
      }
    }
    left.sort(Comparator.comparingInt(Occurrence::first));
    return left;
  }

  /** Each occurrence with the routine it is, or is at least half of. */
  private List<Occurrence> assigned() {
    Set<Steps> routines = routines();
    List<Steps> sorted = new ArrayList<>(routines);
    sorted.sort(Comparator.comparingInt(Steps::length).thenComparing(Steps::toString));
    Map<Steps, Steps> nearest = new HashMap<>();
    List<Occurrence> assigned = new ArrayList<>();
    for (Occurrence one : all) {
      if (routines.contains(one.steps())) {
        assigned.add(one);
        continue;
      }
      Steps like =
          nearest.computeIfAbsent(
              one.steps(),
              steps -> {
                Steps best = null;
                int most = 0;
                for (Steps routine : sorted) {
                  int common =
                      2 * Math.min(steps.length(), routine.length()) < routine.length()
                          ? 0
                          : steps.common(routine);
                  if (common > most && 2 * common >= routine.length()) {
                    most = common;
                    best = routine;
                  }
                }
                return best;
              });
      if (like != null) {
        assigned.add(new Occurrence(like, one.at()));
      }
    }
    return assigned;
  }
}
