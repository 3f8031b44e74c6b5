package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Words;
import dev.stillroom.runtime.student.Condition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The conditions that rules may be made of: each value, word, absence and border between numbers
 * that holds for at least two examples and not for all. A value that was seen once is no rule, and
 * enters no pack.
 */
final class Candidates {

  private static final int MIN_SUPPORT = 2;
  private static final int MAX_BORDERS = 32;
  private static final int MAX_WORDS = 200;

  /**
   * @param holds the items, by index, for which it holds
   * @param cost relative to the plainest condition, a value that is the same
   * @param rank where its feature stands in the inputs: who made them put the telling ones first
   * @param words what orders the conditions of one feature
   */
  record Candidate(Condition condition, BitSet holds, double cost, int rank, String words) {

    static final Comparator<Candidate> TELLING_FIRST =
        Comparator.comparingInt(Candidate::rank).thenComparing(Candidate::words);
  }

  private Candidates() {}

  static List<Candidate> of(List<Item> items) {
    Map<String, Integer> ranks = new HashMap<>();
    Map<Condition, BitSet> holds = new HashMap<>();
    Map<String, BitSet> present = new HashMap<>();
    Map<String, TreeMap<Double, BitSet>> amounts = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      int rank = 0;
      for (Feature feature : items.get(i).features()) {
        ranks.merge(feature.name(), rank++, Math::min);
        present.computeIfAbsent(feature.name(), name -> new BitSet()).set(i);
        switch (feature) {
          case Feature.Nominal(String name, String value) -> {
            if (value.length() <= Condition.MAX_VALUE) {
              holds.computeIfAbsent(new Condition.Is(name, value), c -> new BitSet()).set(i);
            }
          }
          case Feature.Amount(String name, double value) ->
              amounts
                  .computeIfAbsent(name, n -> new TreeMap<>())
                  .computeIfAbsent(value, v -> new BitSet())
                  .set(i);
          case Feature.Text(String name, String text) -> {
            Set<String> words = new HashSet<>(Words.of(text).stream().limit(MAX_WORDS).toList());
            for (String word : words) {
              holds.computeIfAbsent(new Condition.HasWord(name, word), c -> new BitSet()).set(i);
            }
          }
        }
      }
    }
    present.forEach(
        (name, there) -> {
          BitSet absent = new BitSet();
          absent.set(0, items.size());
          absent.andNot(there);
          holds.put(new Condition.Absent(name), absent);
        });
    amounts.forEach((name, values) -> borders(name, values, items.size(), holds));
    Set<String> prose = prose(holds.keySet(), items.size());
    List<Candidate> all = new ArrayList<>();
    holds.forEach(
        (condition, set) -> {
          int support = set.cardinality();
          if (support >= MIN_SUPPORT
              && support < items.size()
              && condition.feature().length() <= Condition.MAX_NAME) {
            all.add(
                new Candidate(
                    condition,
                    set,
                    cost(condition, prose),
                    ranks.get(condition.feature()),
                    condition.inWords()));
          }
        });
    all.sort(Candidate.TELLING_FIRST);
    return all;
  }

  /**
   * A word, a border between numbers or a title separates a handful of examples by chance sooner
   * than a category does: each costs more than two categories together.
   */
  private static double cost(Condition condition, Set<String> prose) {
    return switch (condition) {
      case Condition.Is is -> prose.contains(is.feature()) ? 2.25 : 1;
      case Condition.Absent absent -> 1.2;
      case Condition.HasWord hasWord -> 2.5;
      case Condition.AtLeast atLeast -> 2.5;
      case Condition.Below below -> 2.5;
    };
  }

  /** Features whose values are sentences, or different almost every time: titles, file names. */
  private static Set<String> prose(Set<Condition> conditions, int items) {
    Map<String, Integer> distinct = new HashMap<>();
    Set<String> prose = new HashSet<>();
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Is(String feature, String value)) {
        if (value.indexOf(' ') >= 0 || distinct.merge(feature, 1, Integer::sum) > items / 2) {
          prose.add(feature);
        }
      }
    }
    return prose;
  }

  private static void borders(
      String name, TreeMap<Double, BitSet> values, int items, Map<Condition, BitSet> holds) {
    int distinct = values.size();
    int step = Math.max(1, distinct / MAX_BORDERS);
    BitSet below = new BitSet(items);
    BitSet known = new BitSet(items);
    values.values().forEach(known::or);
    Double last = null;
    int i = 0;
    for (Map.Entry<Double, BitSet> entry : values.entrySet()) {
      if (last != null && i % step == 0) {
        double border = last + (entry.getKey() - last) / 2;
        BitSet above = (BitSet) known.clone();
        above.andNot(below);
        holds.put(new Condition.Below(name, border), (BitSet) below.clone());
        holds.put(new Condition.AtLeast(name, border), above);
      }
      below.or(entry.getValue());
      last = entry.getKey();
      i++;
    }
  }
}
