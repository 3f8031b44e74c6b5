package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Candidates.Candidate;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds rules one after the other (sequential covering, with a beam): each time the conjunction
 * that saves the most errors over what it costs. The cost of a condition grows with the logarithm
 * of the number of examples, so that noise is not spelled out; with few examples it is half an
 * error, so that two that agree are enough for a rule of two conditions.
 */
final class RuleSearch {

  private static final int MAX_RULES = 50;
  private static final int MAX_CONDITIONS = 3;
  private static final int BEAM = 30;
  private static final int MAX_EXTENSIONS = 400;

  /** What a rule costs besides its conditions, in errors. */
  private static final double RULE_COST = 0.25;

  /** A rule needs so many examples that agree. */
  private static final int AGREEING = 2;

  /** More than sums of a few costs can differ by when they are added up in another order. */
  private static final double ROUNDING = 1e-9;

  /**
   * A conjunction while it is searched for; its conditions stand in their order.
   *
   * @param holds the open items for which it holds, a bit for each
   * @param saved how many of these have the label
   */
  private record Partial(
      List<Candidate> conditions, long[] holds, int label, int saved, double gain, double cost) {

    static final Comparator<Partial> BEST_FIRST =
        Comparator.comparingDouble(Partial::gain)
            .reversed()
            .thenComparingDouble(Partial::cost)
            .thenComparing(Partial::compareOrder);

    static final Comparator<Partial> MOST_SAVED_FIRST =
        Comparator.comparingInt(Partial::saved).reversed().thenComparing(BEST_FIRST);

    private static int compareOrder(Partial one, Partial other) {
      int common = Math.min(one.conditions().size(), other.conditions().size());
      for (int i = 0; i < common; i++) {
        int compared =
            Candidate.TELLING_FIRST.compare(one.conditions().get(i), other.conditions().get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return Integer.compare(one.conditions().size(), other.conditions().size());
    }

    boolean has(Candidate candidate) {
      for (Candidate condition : conditions) {
        if (condition == candidate) {
          return true;
        }
      }
      return false;
    }
  }

  /** A condition and the items for which it holds, a bit for each. */
  private record Known(Candidate candidate, long[] holds) {}

  private final List<Item> items;
  private final List<String> labels;
  private final List<Known> candidates;
  private final long[][] byLabel;
  private final long[] open;
  private final int width;
  private final double conditionCost;
  private final int otherwise;

  RuleSearch(List<Item> items, List<String> labels) {
    this.items = items;
    this.labels = labels;
    width = (items.size() + Long.SIZE - 1) / Long.SIZE;
    candidates =
        Candidates.of(items).stream().map(one -> new Known(one, bits(one.holds()))).toList();
    byLabel = new long[labels.size()][width];
    open = new long[width];
    for (int i = 0; i < items.size(); i++) {
      byLabel[items.get(i).label()][i / Long.SIZE] |= 1L << i;
      open[i / Long.SIZE] |= 1L << i;
    }
    conditionCost = Math.max(0.5, StrictMath.log(items.size()) / StrictMath.log(2) / 6);
    int leave = labels.indexOf(Dataset.LEAVE);
    otherwise = leave >= 0 ? leave : MajorityTrainer.count(items, labels.size()).best();
  }

  private long[] bits(BitSet set) {
    return Arrays.copyOf(set.toLongArray(), width);
  }

  RuleList run() {
    List<RuleList.Rule> rules = new ArrayList<>();
    while (rules.size() < MAX_RULES) {
      Partial best = best();
      if (best == null || best.gain() <= 0) {
        break;
      }
      rules.add(
          new RuleList.Rule(
              best.conditions().stream().map(Candidate::condition).toList(),
              best.label(),
              count(best.holds())));
      for (int i = 0; i < width; i++) {
        open[i] &= ~best.holds()[i];
      }
    }
    RuleList.Rule rest = new RuleList.Rule(List.of(), otherwise, count(open));
    return new RuleList(new Answering(labels), rules, rest);
  }

  private Counts count(long[] set) {
    List<Item> counted = BitSet.valueOf(set).stream().mapToObj(items::get).toList();
    return MajorityTrainer.count(counted, labels.size());
  }

  private Partial best() {
    Partial best = null;
    for (int label = 0; label < labels.size(); label++) {
      if (label != otherwise && common(byLabel[label], open) > 0) {
        Partial found = best(label);
        if (found != null && (best == null || Partial.BEST_FIRST.compare(found, best) < 0)) {
          best = found;
        }
      }
    }
    return best;
  }

  private Partial best(int label) {
    List<Partial> beam = new ArrayList<>();
    List<Known> single = new ArrayList<>();
    for (Known known : candidates) {
      long[] holds = and(known.holds(), open);
      if (common(holds, byLabel[label]) >= AGREEING) {
        beam.add(partial(List.of(known.candidate()), holds, label));
        single.add(new Known(known.candidate(), holds));
      }
    }
    List<Known> extensions = mostSaved(beam, single);
    beam.sort(Partial.BEST_FIRST);
    Partial best = null;
    for (int length = 1; length <= MAX_CONDITIONS && !beam.isEmpty(); length++) {
      List<Partial> kept = beam.size() > BEAM ? beam.subList(0, BEAM) : beam;
      if (best == null || Partial.BEST_FIRST.compare(kept.getFirst(), best) < 0) {
        best = kept.getFirst();
      }
      beam = length < MAX_CONDITIONS ? extend(kept, extensions, label) : List.of();
    }
    return best;
  }

  private static List<Known> mostSaved(List<Partial> beam, List<Known> single) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < beam.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> Partial.MOST_SAVED_FIRST.compare(beam.get(a), beam.get(b)));
    return order.stream().limit(MAX_EXTENSIONS).map(single::get).toList();
  }

  /** The best conjunctions of one more condition, the best first; the others are not even made. */
  private List<Partial> extend(List<Partial> kept, List<Known> extensions, int label) {
    PriorityQueue<Partial> longer = new PriorityQueue<>(BEAM + 1, Partial.BEST_FIRST.reversed());
    for (Partial partial : kept) {
      int before = cardinality(partial.holds());
      for (Known known : extensions) {
        if (partial.has(known.candidate())) {
          continue;
        }
        int covered = common(partial.holds(), known.holds());
        int saved = common(partial.holds(), known.holds(), byLabel[label]);
        if (covered == before || saved < AGREEING) {
          continue;
        }
        int broken = common(partial.holds(), known.holds(), byLabel[otherwise]);
        double cost = partial.cost() + conditionCost * known.candidate().cost();
        boolean hopeless =
            longer.size() == BEAM
                && gain(covered, saved, broken) - cost + ROUNDING < longer.peek().gain();
        if (!hopeless) {
          List<Candidate> conditions = new ArrayList<>(partial.conditions());
          conditions.add(known.candidate());
          conditions.sort(Candidate.TELLING_FIRST);
          longer.add(partial(conditions, and(partial.holds(), known.holds()), label));
          if (longer.size() > BEAM) {
            longer.poll();
          }
        }
      }
    }
    List<Partial> best = new ArrayList<>(longer);
    best.sort(Partial.BEST_FIRST);
    return best;
  }

  private Partial partial(List<Candidate> conditions, long[] holds, int label) {
    int saved = common(holds, byLabel[label]);
    int broken = common(holds, byLabel[otherwise]);
    double cost = RULE_COST;
    for (Candidate candidate : conditions) {
      cost += conditionCost * candidate.cost();
    }
    double gain = gain(cardinality(holds), saved, broken) - cost;
    return new Partial(conditions, holds, label, saved, gain, cost);
  }

  // Examples of a third label are wrong either way, but a later rule could have had them.
  private static double gain(int covered, int saved, int broken) {
    double lost = 0.5 * (covered - saved - broken);
    return saved - broken - lost;
  }

  private static long[] and(long[] one, long[] other) {
    long[] both = new long[one.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = one[i] & other[i];
    }
    return both;
  }

  private static int cardinality(long[] set) {
    int count = 0;
    for (long word : set) {
      count += Long.bitCount(word);
    }
    return count;
  }

  private static int common(long[] one, long[] other) {
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      count += Long.bitCount(one[i] & other[i]);
    }
    return count;
  }

  private static int common(long[] one, long[] other, long[] third) {
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      count += Long.bitCount(one[i] & other[i] & third[i]);
    }
    return count;
  }
}
