package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.features.Features;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * How examples are divided into those learned from and those predicted. Groups stay whole, equal
 * texts too, and only examples a person labeled verify.
 *
 * @param shipsFirst whether the shipped bytes are the student of the only fold
 * @param tested what nobody looks at until the student is chosen, and its threshold: the verdict's;
 *     empty where there are too few examples, so that all they are predicted for serves both
 * @param chosenByTeacher whether what a teacher labeled is predicted too, to choose a student by
 *     where a person labeled too few; it verifies nothing
 */
public record Split(
    Method method,
    List<Fold> folds,
    boolean shipsFirst,
    List<Integer> tested,
    boolean chosenByTeacher) {

  public Split(Method method, List<Fold> folds, boolean shipsFirst, List<Integer> tested) {
    this(method, folds, shipsFirst, tested, false);
  }

  public Split(Method method, List<Fold> folds, boolean shipsFirst) {
    this(method, folds, shipsFirst, List.of());
  }

  /** The names are those of the command line's promise. */
  public enum Method {
    HOLDOUT,
    CROSSFIT,
    PREQUENTIAL
  }

  /** Indices into the dataset's items. */
  public record Fold(List<Integer> train, List<Integer> predict) {}

  /** Up to this many examples each one is predicted by a student that saw all others. */
  static final int LEAVE_ONE_OUT = 60;

  /** Unless the rarest label has so many: then a fold takes one of each. */
  static final int DEALT_FROM = 7;

  static final int DEALT_UP_TO = 12;

  /** Above {@link #LEAVE_ONE_OUT} so few of each, all labels about as frequent, will do. */
  static final int FEW_FROM = 4;

  /**
   * How much the time may tell of the label (Cramér's V between 0 and 1) until the past of a stream
   * says little of a student that knows all of it.
   */
  static final double DRIFT = 0.4;

  static final int FOLDS = 10;
  static final int PREQUENTIAL_FROM = 40;
  static final int PREQUENTIAL_STEPS = 25;
  static final int MANY_IN_TIME = 250;
  static final int HOLDOUT_FROM = 2_000;

  /** Held out is a tenth, but enough for a bound on the error and not more than that takes. */
  static final int HOLDOUT_LEAST = 500;

  static final int HOLDOUT_MOST = 1_500;

  /** Above so many examples times labels fewer folds must do. */
  private static final long LARGE = 120_000;

  private static final int FOLDS_OF_LARGE = 5;

  /** Where most is a teacher's, leaving out some of the person's changes little. */
  private static final int FOLDS_OF_TAUGHT = 5;

  private static final int FOLDS_OF_LARGE_TAUGHT = 2;

  /** Chooses the division these items allow. */
  public static Split of(List<Item> items, long seed) {
    if (!items.stream().allMatch(Item::mayVerify)) {
      return taught(items, seed);
    }
    boolean timed = items.stream().allMatch(item -> item.time() != null);
    boolean grouped = items.stream().anyMatch(item -> item.group() != null);
    if (timed && !grouped && items.size() >= PREQUENTIAL_FROM && drift(items) < DRIFT) {
      return prequential(items);
    }
    List<List<Integer>> units = units(items);
    if (items.size() >= HOLDOUT_FROM && units.size() >= FOLDS) {
      return holdout(items, units, seed);
    }
    return crossfit(items, units, seed);
  }

  /**
   * The same examples in the same order, predicted in at most so many parts: for a student that
   * takes long to learn. Who predicts a part has learned from what all its folds learned from.
   */
  public Split atMost(int most) {
    if (folds.size() <= most) {
      return this;
    }
    List<Fold> fewer = new ArrayList<>();
    for (int part = 0; part < most; part++) {
      List<Fold> together =
          folds.subList(part * folds.size() / most, (part + 1) * folds.size() / most);
      List<Integer> train = new ArrayList<>(together.getFirst().train());
      together.forEach(fold -> train.retainAll(new HashSet<>(fold.train())));
      fewer.add(
          new Fold(
              List.copyOf(train),
              together.stream().flatMap(fold -> fold.predict().stream()).toList()));
    }
    return new Split(method, List.copyOf(fewer), shipsFirst, tested, chosenByTeacher);
  }

  /**
   * How different the labels before and after the first prediction of a stream are: 1 where each
   * label occurs in one part only. There students would be asked for labels they have not met, and
   * neither their errors nor their confidence would say anything of a student that has.
   */
  static double drift(List<Item> items) {
    int start = start(items);
    Map<Integer, long[]> counts = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      counts.computeIfAbsent(items.get(i).label(), label -> new long[2])[i < start ? 0 : 1]++;
    }
    double share = (double) start / items.size();
    double squares = 0;
    for (long[] count : counts.values()) {
      double expected = share * (count[0] + count[1]);
      double off = count[0] - expected;
      squares += off * off / expected + off * off / (count[0] + count[1] - expected);
    }
    return Math.sqrt(squares / items.size());
  }

  /** Who has many examples wants to know of the students that learned from many. */
  private static int start(List<Item> items) {
    return items.size() < MANY_IN_TIME ? Math.max(10, items.size() / 5) : items.size() / 2;
  }

  /** Predict the next ones, then learn from them: the items stand in the order of time. */
  private static Split prequential(List<Item> items) {
    List<Fold> folds = new ArrayList<>();
    int start = start(items);
    int step = Math.max(1, (items.size() - start + PREQUENTIAL_STEPS - 1) / PREQUENTIAL_STEPS);
    for (int at = start; at < items.size(); at += step) {
      folds.add(fold(items, range(0, at), range(at, Math.min(items.size(), at + step))));
    }
    return new Split(Method.PREQUENTIAL, withPredictions(folds), false);
  }

  /**
   * Of each label its share: what is held out is like what will come. One half of it is there to
   * choose by, the other to judge what was chosen.
   */
  private static Split holdout(List<Item> items, List<List<Integer>> units, long seed) {
    List<List<Integer>> byLabel = byLabel(items, units, seed);
    Map<Integer, Long> counts = counts(items, byLabel);
    Map<List<Integer>, Double> places = new IdentityHashMap<>();
    Map<Integer, Integer> seen = new HashMap<>();
    for (List<Integer> unit : byLabel) {
      int label = items.get(unit.getFirst()).label();
      places.put(unit, (seen.merge(label, 1, Integer::sum) - 0.5) / counts.get(label));
    }
    byLabel.sort(Comparator.comparing(places::get));
    BitSet held = new BitSet();
    BitSet kept = new BitSet();
    int wanted = Math.clamp(items.size() / 10, HOLDOUT_LEAST, HOLDOUT_MOST);
    int next = 0;
    for (List<Integer> unit : byLabel) {
      if (held.cardinality() < wanted) {
        unit.forEach(held::set);
        unit.forEach(next++ % 2 == 0 ? kept::clear : kept::set);
      }
    }
    Fold all = fold(items, held);
    return new Split(
        Method.HOLDOUT,
        List.of(new Fold(all.train(), all.predict().stream().filter(i -> !kept.get(i)).toList())),
        true,
        all.predict().stream().filter(kept::get).toList());
  }

  /**
   * With examples of a teacher's: of the person's each is predicted by a student that has learned
   * from all of the teacher's, but for those of its group or with its text.
   */
  private static Split taught(List<Item> items, long seed) {
    List<List<Integer>> units = byLabel(items, units(items), seed);
    List<List<Integer>> own =
        units.stream().filter(u -> u.stream().anyMatch(i -> items.get(i).mayVerify())).toList();
    boolean byTeacher = items.stream().filter(Item::mayVerify).count() < Calibration.ENOUGH;
    List<List<Integer>> dealt = byTeacher ? units : own;
    long labels = 1L + items.stream().mapToInt(Item::label).max().orElse(0);
    int most = items.size() * labels > LARGE ? FOLDS_OF_LARGE_TAUGHT : FOLDS_OF_TAUGHT;
    List<BitSet> hands = dealt(dealt, most);
    List<Fold> folds = new ArrayList<>();
    for (BitSet hand : hands) {
      List<Integer> train = new ArrayList<>();
      List<Integer> predict = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        if (!hand.get(i)) {
          train.add(i);
        } else if (byTeacher || items.get(i).mayVerify()) {
          predict.add(i);
        }
      }
      folds.add(new Fold(train, predict));
    }
    return new Split(Method.CROSSFIT, withPredictions(folds), false, List.of(), byTeacher);
  }

  private static List<BitSet> dealt(List<List<Integer>> units, int parts) {
    List<BitSet> hands = new ArrayList<>();
    for (int i = 0; i < Math.min(parts, units.size()); i++) {
      hands.add(new BitSet());
    }
    int next = 0;
    for (List<Integer> unit : units) {
      unit.forEach(hands.get(next++ % hands.size())::set);
    }
    return hands;
  }

  /** All that is predicted before the test, in its order. */
  public List<Integer> predicted() {
    return folds.stream().flatMap(fold -> fold.predict().stream()).toList();
  }

  /**
   * Whether bounds on what is tested hold: nothing was chosen on it, and each was drawn for itself,
   * which those of one group were not.
   */
  public boolean certifies(List<Item> items) {
    return !tested.isEmpty() && tested.stream().allMatch(i -> items.get(i).group() == null);
  }

  private static Split crossfit(List<Item> items, List<List<Integer>> units, long seed) {
    List<List<Integer>> byLabel = byLabel(items, units, seed);
    Map<Integer, Long> counts = counts(items, byLabel);
    long rarest = Collections.min(counts.values());
    boolean few =
        rarest >= FEW_FROM
            && rarest <= DEALT_UP_TO
            && Collections.max(counts.values()) <= 2 * rarest;
    boolean small = units.size() <= LEAVE_ONE_OUT && rarest >= DEALT_FROM && rarest <= DEALT_UP_TO;
    List<Fold> folds = new ArrayList<>();
    if (units.size() <= LEAVE_ONE_OUT && !small) {
      for (List<Integer> unit : units) {
        BitSet held = new BitSet();
        unit.forEach(held::set);
        folds.add(fold(items, held));
      }
    } else {
      // Dealt out like cards, label after label: each fold leaves out the same share of each, as a
      // label with one example fewer than the others would be thought less probable.
      int count = folds(items, small ? rarest : few ? Math.min(rarest, FOLDS) : FOLDS);
      List<BitSet> hands = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        hands.add(new BitSet());
      }
      int next = 0;
      for (List<Integer> unit : byLabel) {
        unit.forEach(hands.get(next++ % count)::set);
      }
      hands.forEach(hand -> folds.add(fold(items, hand)));
    }
    return new Split(Method.CROSSFIT, withPredictions(folds), false);
  }

  private static int folds(List<Item> items, long most) {
    long labels = 1L + items.stream().mapToInt(Item::label).max().orElse(0);
    return (int) Math.min(most, items.size() * labels > LARGE ? FOLDS_OF_LARGE : FOLDS);
  }

  /** What must not be split: groups, and inputs that are the same text. */
  private static List<List<Integer>> units(List<Item> items) {
    Map<String, List<Integer>> units = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean isText = item.input().members().has("text") || item.input().members().has("html");
      String unit =
          item.group() != null
              ? "g " + item.group()
              : isText ? "t " + Features.fold(item.key()) : "i " + i;
      units.computeIfAbsent(unit, name -> new ArrayList<>()).add(i);
    }
    return List.copyOf(units.values());
  }

  private static List<List<Integer>> byLabel(
      List<Item> items, List<List<Integer>> units, long seed) {
    List<List<Integer>> shuffled = new ArrayList<>(units);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort(Comparator.comparing(unit -> items.get(unit.getFirst()).label()));
    return shuffled;
  }

  private static Map<Integer, Long> counts(List<Item> items, List<List<Integer>> units) {
    return units.stream()
        .collect(
            Collectors.groupingBy(
                unit -> items.get(unit.getFirst()).label(), Collectors.counting()));
  }

  private static Fold fold(List<Item> items, BitSet held) {
    List<Integer> train = new ArrayList<>();
    List<Integer> predict = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      (held.get(i) ? predict : train).add(i);
    }
    return fold(items, train, predict);
  }

  private static Fold fold(List<Item> items, List<Integer> train, List<Integer> predict) {
    return new Fold(train, predict.stream().filter(i -> items.get(i).mayVerify()).toList());
  }

  private static List<Fold> withPredictions(List<Fold> folds) {
    return folds.stream()
        .filter(fold -> !fold.predict().isEmpty() && !fold.train().isEmpty())
        .toList();
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> range = new ArrayList<>();
    for (int i = from; i < to; i++) {
      range.add(i);
    }
    return range;
  }
}
