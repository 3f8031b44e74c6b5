package dev.stillroom.distiller.train.page;

import dev.stillroom.distiller.dataset.Sample.Wanted;
import dev.stillroom.runtime.student.page.Clue;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import dev.stillroom.runtime.student.page.Cut;
import dev.stillroom.runtime.student.page.Spot;
import dev.stillroom.runtime.student.page.ValueType;
import dev.stillroom.runtime.student.page.Wrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Learns how one field is held on pages. A clue is worth the logarithm of how much more often right
 * places have it than others; where a value stands in several places, the one that pages have in
 * common is meant (found by turns: choose places, weigh clues).
 */
final class Induction {

  /** Pages left out in turn to see what right places and others get when not learned from. */
  private static final int LEFT_OUT = 12;

  private static final int TURNS = 4;
  private static final double MOST_WORTH = 5;
  private static final double LEAST_WORTH = 0.4;
  private static final int CLUES_EACH = 60;
  private static final int ANCHORS = Anchor.values().length;

  /** What a page that was not learned from leaves of the sum, where none could be left out. */
  private static final double UNSEEN = 0.8;

  private final List<Sheet> sheets;
  private final Lexicon lexicon;
  private final String field;
  private final boolean isList;
  private final Targets targets;

  /** For each sheet the places that are right, as far as is known. */
  private final List<Set<Spot>> right = new ArrayList<>();

  private Induction(
      List<Sheet> sheets, Lexicon lexicon, String field, boolean isList, Targets targets) {
    this.sheets = sheets;
    this.lexicon = lexicon;
    this.field = field;
    this.isList = isList;
    this.targets = targets;
  }

  /** How a field is found; one that finds nothing where its values are on no page. */
  static Wrapper of(List<Sheet> sheets, Lexicon lexicon, String field, boolean isList) {
    Targets targets = Targets.of(sheets, field);
    if (targets == null) {
      return new Wrapper(
          Cut.NONE, null, Set.of(""), Map.of(), Collections.nCopies(ANCHORS, 0.0), 1);
    }
    return new Induction(sheets, lexicon, field, isList, targets).learned();
  }

  private Wrapper learned() {
    for (List<List<Spot>> values : targets.each()) {
      Set<Spot> all = new HashSet<>();
      if (values != null) {
        values.forEach(all::addAll);
      }
      right.add(all);
    }
    for (int turn = 0; turn < TURNS; turn++) {
      choose(worth(-1));
    }
    double[] worth = worth(-1);
    List<Integer> with = new ArrayList<>();
    for (int i = 0; i < sheets.size(); i++) {
      if (!right.get(i).isEmpty()) {
        with.add(i);
      }
    }
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    double[] usual = new double[ANCHORS];
    int counted = 0;
    for (int i = 0; i < sheets.size(); i++) {
      boolean out = with.size() > 1 && i < LEFT_OUT;
      double[] judging = out ? worth(i) : worth;
      for (Spot spot : spots(i)) {
        String value = value(spot);
        if (value == null) {
          continue;
        }
        double[] votes = votes(sheets.get(i).clues(spot, value), judging);
        double sum = sum(votes);
        if (right.get(i).contains(spot)) {
          counted++;
          for (int a = 0; a < ANCHORS; a++) {
            usual[a] += votes[a];
          }
          lowest = Math.min(lowest, sum);
        } else if (targets.each().get(i) != null && !isBegun(i)) {
          highest = Math.max(highest, sum);
        }
      }
    }
    double expected = 0;
    List<Double> normal = new ArrayList<>();
    for (int a = 0; a < ANCHORS; a++) {
      double mean = counted == 0 ? 0 : usual[a] / counted * (with.size() > 1 ? 1 : UNSEEN);
      normal.add(round(mean));
      expected += mean;
    }
    double border = (Math.min(lowest, expected) + Math.min(highest, expected)) / 2;
    double least = Math.clamp(border, 0.35 * expected, 0.7 * expected);
    return new Wrapper(targets.cut(), type(), targets.sources(), kept(worth), normal, round(least));
  }

  /** Of the places that hold a value the one that most speaks for. */
  private void choose(double[] worth) {
    for (int i = 0; i < sheets.size(); i++) {
      List<List<Spot>> values = targets.each().get(i);
      if (values == null) {
        continue;
      }
      Set<Spot> chosen = new HashSet<>();
      for (List<Spot> places : values) {
        Sheet sheet = sheets.get(i);
        places.stream()
            .filter(spot -> !chosen.contains(spot) || !targets.cut().between().isEmpty())
            .max(
                Comparator.comparingDouble(
                        (Spot spot) -> sum(votes(sheet.clues(spot, value(spot)), worth)))
                    .thenComparing(Spot::node, Comparator.reverseOrder()))
            .ifPresent(chosen::add);
      }
      right.set(i, chosen);
    }
  }

  /**
   * What each clue is worth.
   *
   * @param without the sheet that is left out, or -1
   */
  private double[] worth(int without) {
    double[] with = new double[lexicon.size()];
    double[] others = new double[lexicon.size()];
    double pages = 0;
    double rest = 0;
    for (int i = 0; i < sheets.size(); i++) {
      if (i == without || targets.each().get(i) == null) {
        continue;
      }
      Set<Spot> places = right.get(i);
      pages += places.isEmpty() ? 0 : 1;
      Set<Integer> alike = isBegun(i) ? branches(i) : Set.of();
      for (Spot spot : spots(i)) {
        String value = value(spot);
        if (value == null) {
          continue;
        }
        int[] clues = sheets.get(i).clues(spot, value);
        boolean isRight = places.contains(spot);
        if (!isRight && !alike.isEmpty() && hasAny(clues, alike)) {
          continue;
        }
        rest += isRight ? 0 : 1;
        for (int clue : clues) {
          if (clue < with.length) {
            if (isRight) {
              with[clue] += 1.0 / places.size();
            } else {
              others[clue]++;
            }
          }
        }
      }
    }
    double[] worth = new double[lexicon.size()];
    for (int clue = 0; clue < with.length && clue < worth.length; clue++) {
      if (with[clue] > 0) {
        double share = Math.min(1, with[clue] / pages);
        double odds =
            StrictMath.log((with[clue] + 0.1) / (pages + 0.2))
                - StrictMath.log((others[clue] + 0.5) / (rest + 1));
        worth[clue] = Math.max(0, Math.min(MOST_WORTH, odds)) * share;
      }
    }
    return worth;
  }

  private boolean isBegun(int sheet) {
    Wanted wanted = sheets.get(sheet).sample().wanted().get(field);
    return wanted != null && wanted.begun();
  }

  /** The branches of the tree on which the right places of a sheet are: their like are there. */
  private Set<Integer> branches(int sheet) {
    Set<Integer> branches = new HashSet<>();
    for (Spot spot : right.get(sheet)) {
      int longest = -1;
      for (int clue : sheets.get(sheet).clues(spot, value(spot))) {
        String key = lexicon.clue(clue).key();
        if (key.startsWith("tags=")
            && (longest < 0 || key.length() > lexicon.clue(longest).key().length())) {
          longest = clue;
        }
      }
      branches.add(longest);
    }
    return branches;
  }

  private static boolean hasAny(int[] clues, Set<Integer> wanted) {
    for (int clue : clues) {
      if (wanted.contains(clue)) {
        return true;
      }
    }
    return false;
  }

  private List<Spot> spots(int sheet) {
    return sheets.get(sheet).spots(targets.sources());
  }

  private String value(Spot spot) {
    List<String> values = targets.cut().of(spot.text());
    return values.isEmpty() ? null : values.getFirst();
  }

  private double[] votes(int[] clues, double[] worth) {
    double[] votes = new double[ANCHORS];
    for (int clue : clues) {
      if (clue < worth.length && worth[clue] >= LEAST_WORTH) {
        int anchor = lexicon.clue(clue).anchor().ordinal();
        votes[anchor] = Math.max(votes[anchor], worth[clue]);
      }
    }
    return votes;
  }

  private static double sum(double[] votes) {
    double sum = 0;
    for (double vote : votes) {
      sum += vote;
    }
    return sum;
  }

  /** The type of all values; from one page it would be an accident. */
  private ValueType type() {
    List<String> values = new ArrayList<>();
    int pages = 0;
    for (Set<Spot> places : right) {
      pages += places.isEmpty() ? 0 : 1;
      places.forEach(spot -> values.addAll(targets.cut().of(spot.text())));
    }
    return pages < 2 ? null : ValueType.ofAll(values);
  }

  private Map<Clue, Double> kept(double[] worth) {
    Map<Anchor, List<Integer>> byAnchor = new HashMap<>();
    for (int clue = 0; clue < worth.length; clue++) {
      if (worth[clue] >= LEAST_WORTH && lexicon.isPlain(clue)) {
        byAnchor.computeIfAbsent(lexicon.clue(clue).anchor(), a -> new ArrayList<>()).add(clue);
      }
    }
    Map<Clue, Double> kept = new HashMap<>();
    for (List<Integer> clues : byAnchor.values()) {
      clues.stream()
          .sorted(
              Comparator.comparingDouble((Integer clue) -> -worth[clue])
                  .thenComparing(clue -> lexicon.clue(clue).key()))
          .limit(CLUES_EACH)
          .forEach(clue -> kept.put(lexicon.clue(clue), round(worth[clue])));
    }
    return kept;
  }

  private static double round(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
