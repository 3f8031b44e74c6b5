package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Where a routine begins when it is done again and again without anything in between: such a
 * sequence may be cut anywhere. What stands right before a run of occurrences and is the end of
 * each of them is in truth their beginning.
 */
final class Phase {

  /** Events that may stand between an end and a beginning and belong to neither. */
  private static final int BETWEEN = 1;

  private final int[] symbols;
  private final Set<Steps> routines;
  private final List<Occurrence> all;

  private Phase(int[] symbols, Set<Steps> routines, List<Occurrence> all) {
    this.symbols = symbols;
    this.routines = routines;
    this.all = all;
  }

  static List<Occurrence> of(int[] symbols, Set<Steps> routines, List<Occurrence> all) {
    Phase phase = new Phase(symbols, routines, all);
    for (Steps end : phase.candidates()) {
      List<Occurrence> turned = phase.turned(end);
      if (turned != null) {
        return turned;
      }
    }
    return all;
  }

  /**
   * Ends of routines that stand right before one that nothing else leads to; the likeliest first.
   */
  private List<Steps> candidates() {
    boolean[] taken = claimed(one -> routines.contains(one.steps()));
    Map<Steps, Integer> votes = new HashMap<>();
    for (Occurrence one : all) {
      if (routines.contains(one.steps())) {
        int[] ids = one.steps().ids();
        int same = 0;
        int other = 0;
        for (int at = one.first() - 1;
            same < ids.length - 1 && at >= 0 && !taken[at] && other <= BETWEEN;
            at--) {
          if (symbols[at] == ids[ids.length - 1 - same]) {
            same++;
          } else {
            other++;
          }
        }
        if (same > 0) {
          votes.merge(one.steps().part(ids.length - same, ids.length), 1, Integer::sum);
        }
      }
    }
    return votes.entrySet().stream()
        .sorted(
            Map.Entry.<Steps, Integer>comparingByValue()
                .reversed()
                .thenComparing(vote -> vote.getKey().toString()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Occurrence> turned(Steps end) {
    List<Occurrence> ending =
        all.stream()
            .filter(one -> routines.contains(one.steps()) && one.steps().length() > end.length())
            .filter(one -> one.steps().endsWith(end))
            .toList();
    Map<Occurrence, int[]> heads = heads(end, ending);
    if (ending.size() < Merging.SUPPORT || 5 * heads.size() < 4 * ending.size()) {
      return null;
    }
    List<Occurrence> turned = new ArrayList<>();
    Set<Steps> now = new HashSet<>();
    Set<Integer> loose = new HashSet<>();
    Set<Occurrence> changed = new HashSet<>(ending);
    for (Occurrence one : ending) {
      for (int k = one.at().length - end.length(); k < one.at().length; k++) {
        loose.add(one.at()[k]);
      }
    }
    Set<Integer> heading = new HashSet<>();
    heads.values().forEach(head -> Arrays.stream(head).forEach(heading::add));
    for (Occurrence one : all) {
      if (!changed.contains(one)) {
        // What is the beginning of another now is nothing of its own any more.
        if (Arrays.stream(one.at()).noneMatch(heading::contains)) {
          turned.add(one);
        }
        continue;
      }
      int length = one.steps().length();
      Steps steps = end.then(one.steps().part(0, length - end.length()));
      now.add(steps);
      int[] head = heads.getOrDefault(one, new int[0]);
      for (int at : head) {
        loose.remove(at);
      }
      int[] body = Arrays.copyOf(one.at(), one.at().length - end.length());
      turned.add(new Occurrence(steps, new Occurrence(steps, body).with(head)));
    }
    return withRests(turned, now, loose);
  }

  /**
   * For each occurrence the events that would be its beginning: those right before it, or the end
   * of the one before where everything in between belongs to something.
   */
  private Map<Occurrence, int[]> heads(Steps end, List<Occurrence> ending) {
    boolean[] claimed = claimed(_ -> true);
    Map<Occurrence, int[]> heads = new HashMap<>();
    Occurrence previous = null;
    for (Occurrence one : ending) {
      int[] before = before(end, one);
      if (before.length > 0) {
        heads.put(one, before);
      } else if (previous != null
          && one.first() > previous.last()
          && one.first() - previous.last() <= Units.REACH
          && IntStream.range(previous.last() + 1, one.first()).filter(at -> !claimed[at]).count()
              <= BETWEEN) {
        int[] at = previous.at();
        heads.put(one, Arrays.copyOfRange(at, at.length - end.length(), at.length));
      }
      previous = one;
    }
    return heads;
  }

  private boolean[] claimed(Predicate<Occurrence> by) {
    boolean[] claimed = new boolean[symbols.length];
    for (Occurrence one : all) {
      if (by.test(one)) {
        for (int at : one.at()) {
          claimed[at] = true;
        }
      }
    }
    return claimed;
  }

  /** Where such an end stands right before an occurrence; empty where it does not. */
  private int[] before(Steps end, Occurrence one) {
    int[] at = new int[end.length()];
    int left = end.length();
    int other = 0;
    for (int k = one.first() - 1; left > 0 && k >= 0 && other <= BETWEEN; k--) {
      if (symbols[k] == end.ids()[left - 1]) {
        at[--left] = k;
      } else {
        other++;
      }
    }
    return left == 0 ? at : new int[0];
  }

  /** The end that the last of a run gave away may be the beginning of an incomplete one. */
  private List<Occurrence> withRests(List<Occurrence> turned, Set<Steps> now, Set<Integer> loose) {
    int longest = now.stream().mapToInt(Steps::length).max().orElse(0);
    List<Integer> rest = loose.stream().sorted().toList();
    List<Occurrence> left = new ArrayList<>(turned);
    for (int i = 0; i < rest.size(); ) {
      int j = i + 1;
      while (j < rest.size() && rest.get(j) == rest.get(j - 1) + 1) {
        j++;
      }
      Steps steps = new Steps(rest.subList(i, j).stream().mapToInt(at -> symbols[at]).toArray());
      int[] at = rest.subList(i, j).stream().mapToInt(Integer::intValue).toArray();
      int last = at[at.length - 1];
      Occurrence more = new Occurrence(steps, at);
      List<Occurrence> parts = new ArrayList<>();
      for (Occurrence one : left) {
        if (!now.contains(one.steps())
            && one.first() > last
            && one.first() <= last + longest
            && completes(more, one, now)) {
          more = new Occurrence(more.steps().then(one.steps()), more.with(one.at()));
          parts.add(one);
        }
      }
      Steps whole = more.steps();
      if (now.stream().anyMatch(one -> 2 * whole.common(one) >= one.length())) {
        left.removeAll(parts);
        left.add(more);
      }
      i = j;
    }
    return Cover.sorted(left.toArray(Occurrence[]::new));
  }

  /** Whether most of a part are steps that one of the routines still lacks. */
  private static boolean completes(Occurrence begun, Occurrence part, Set<Steps> routines) {
    Steps both = begun.steps().then(part.steps());
    return routines.stream()
        .anyMatch(
            routine ->
                2 * (both.common(routine) - begun.steps().common(routine))
                    >= part.steps().length());
  }
}
