package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets go of what does not hold any more: where the newest of a kind all went to one folder and
 * those before them to another, the person has changed their mind, and the earlier examples would
 * outvote them for months. A kind is a site with the shape of a name and an extension.
 */
final class Habits {

  /** So many in a row are a change of mind; fewer are a whim. */
  private static final int IN_A_ROW = 2;

  /** Of those before them so many of one label are a habit. */
  private static final double HABIT = 0.8;

  private Habits() {}

  /**
   * @param labelled oldest first
   * @return the same without those that are overruled
   */
  static List<Labelled> holding(List<Labelled> labelled) {
    Map<String, List<Integer>> kinds = new HashMap<>();
    for (int i = 0; i < labelled.size(); i++) {
      kinds.computeIfAbsent(kind(labelled.get(i).input()), key -> new ArrayList<>()).add(i);
    }
    Set<Integer> overruled = new HashSet<>();
    kinds.values().forEach(kind -> overrule(labelled, kind, overruled));
    List<Labelled> holding = new ArrayList<>();
    for (int i = 0; i < labelled.size(); i++) {
      if (!overruled.contains(i)) {
        holding.add(labelled.get(i));
      }
    }
    return holding;
  }

  /**
   * The labels of a kind, newest last: all that go elsewhere before the newest run of one label.
   */
  private static void overrule(
      List<Labelled> labelled, List<Integer> kind, Set<Integer> overruled) {
    String newest = labelled.get(kind.getLast()).label();
    int at = kind.size() - 1;
    while (at >= 0 && labelled.get(kind.get(at)).label().equals(newest)) {
      at--;
    }
    int run = kind.size() - 1 - at;
    List<Integer> before = kind.subList(0, at + 1);
    Map<String, Integer> counts = new HashMap<>();
    before.forEach(i -> counts.merge(labelled.get(i).label(), 1, Integer::sum));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    // A kind that was mixed before, or knew the label, is mixed still.
    boolean habit = most >= HABIT * before.size() && !counts.containsKey(newest);
    if (run >= IN_A_ROW && habit) {
      overruled.addAll(before);
    }
  }

  private static String kind(JsonNode input) {
    return input.path("site").asText()
        + "\n"
        + input.path("shape").asText()
        + "\n"
        + input.path("extension").asText();
  }
}
