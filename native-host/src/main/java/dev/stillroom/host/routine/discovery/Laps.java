package dev.stillroom.host.routine.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes apart what was merged of two times that a person did the same: where a routine that is also
 * done alone is over, its first step comes again and at least half of what follows was done before,
 * another lap begins.
 */
final class Laps {

  private Laps() {}

  /** The same list where there is nothing to be taken apart. */
  static List<Occurrence> apart(Set<Steps> routines, List<Occurrence> all) {
    Map<Steps, Integer> laps = new HashMap<>();
    List<Occurrence> apart = new ArrayList<>();
    for (Occurrence one : all) {
      Occurrence rest = one;
      // Events that were taken in between have no step of their own.
      while (rest.at().length == rest.steps().length()) {
        int lap = laps.computeIfAbsent(rest.steps(), steps -> next(routines, steps));
        if (lap < 0) {
          break;
        }
        apart.add(part(rest, 0, lap));
        rest = part(rest, lap, rest.steps().length());
      }
      apart.add(rest);
    }
    return apart.size() == all.size() ? all : Cover.sorted(apart.toArray(Occurrence[]::new));
  }

  private static Occurrence part(Occurrence one, int from, int to) {
    return new Occurrence(one.steps().part(from, to), Arrays.copyOfRange(one.at(), from, to));
  }

  /** Where the second lap begins, or -1. */
  private static int next(Set<Steps> routines, Steps steps) {
    int[] ids = steps.ids();
    for (int i = Cover.SHORTEST; i + Cover.SHORTEST <= ids.length; i++) {
      if (ids[i] == ids[0] && routines.contains(steps.part(0, i))) {
        Steps rest = steps.part(i, ids.length);
        int common = steps.part(0, i).common(rest);
        if (2 * common >= Math.min(i, rest.length()) && common >= Cover.SHORTEST) {
          return i;
        }
      }
    }
    return -1;
  }
}
