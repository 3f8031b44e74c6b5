package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Candidates.Candidate;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Words;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds rules one after the other (sequential covering, with a beam): each time the conjunction
 * that saves the most errors over what it costs. The cost of a condition grows with the logarithm
 * of the number of examples, so that noise is not spelled out; with few examples it is half an
 * error, so that two that agree are enough for a rule of two conditions.
 */
final class RuleListTrainer implements Trainer {

  /** What a person can read still has a line or two for each label. */
  private static final int MAX_LABELS = 30;

  /** In so many words chance finds rules sooner than a person does, and for minutes. */
  private static final long MAX_WORDS = 15_000;

  private static final int MAX_RULES = 50;
  private static final int MAX_CONDITIONS = 3;
  private static final int BEAM = 30;
  private static final int MAX_EXTENSIONS = 400;

  /** What a rule costs besides its conditions, in errors. */
  private static final double RULE_COST = 0.25;

  /** A conjunction while it is searched for; its conditions stand in their order. */
  private record Partial(
      List<Candidate> conditions, BitSet holds, int label, double gain, double cost) {

    static final Comparator<Partial> BEST_FIRST =
        Comparator.comparingDouble(Partial::gain)
            .reversed()
            .thenComparingDouble(Partial::cost)
            .thenComparing(Partial::compareOrder);

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
  }

  @Override
  public Architecture architecture() {
    return Architecture.RULE_LIST;
  }

  @Override
  public String pointless(List<Item> items, List<String> labels) {
    if (labels.size() > MAX_LABELS) {
      return "nobody reads a list of rules for " + labels.size() + " labels";
    }
    long words = 0;
    for (Item item : items) {
      for (Feature feature : item.features()) {
        words += feature instanceof Feature.Text text ? Words.of(text.value()).size() : 0;
      }
    }
    return words > MAX_WORDS
        ? "rules are for values and short texts, not " + words + " words"
        : null;
  }

  @Override
  public RuleList train(List<Item> items, List<String> labels) {
    return new Search(items, labels).run();
  }

  private static final class Search {
    private final List<Item> items;
    private final List<String> labels;
    private final List<Candidate> candidates;
    private final BitSet[] byLabel;
    private final BitSet open = new BitSet();
    private final double conditionCost;
    private final int otherwise;

    Search(List<Item> items, List<String> labels) {
      this.items = items;
      this.labels = labels;
      candidates = Candidates.of(items);
      byLabel = new BitSet[labels.size()];
      for (int i = 0; i < byLabel.length; i++) {
        byLabel[i] = new BitSet();
      }
      for (int i = 0; i < items.size(); i++) {
        byLabel[items.get(i).label()].set(i);
      }
      open.set(0, items.size());
      conditionCost = Math.max(0.5, StrictMath.log(items.size()) / StrictMath.log(2) / 6);
      int leave = labels.indexOf(Dataset.LEAVE);
      otherwise = leave >= 0 ? leave : MajorityTrainer.count(items, labels.size()).best();
    }

    RuleList run() {
      List<RuleList.Rule> rules = new ArrayList<>();
      while (rules.size() < MAX_RULES) {
        Partial best = best();
        if (best == null || best.gain() <= 0) {
          break;
        }
        BitSet taken = and(best.holds(), open);
        rules.add(
            new RuleList.Rule(
                best.conditions().stream().map(Candidate::condition).toList(),
                best.label(),
                count(taken)));
        open.andNot(taken);
      }
      RuleList.Rule rest = new RuleList.Rule(List.of(), otherwise, count(open));
      return new RuleList(new Answering(labels), rules, rest);
    }

    private Counts count(BitSet set) {
      return MajorityTrainer.count(set.stream().mapToObj(items::get).toList(), labels.size());
    }

    private Partial best() {
      Partial best = null;
      for (int label = 0; label < labels.size(); label++) {
        if (label != otherwise && byLabel[label].intersects(open)) {
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
      for (Candidate candidate : candidates) {
        if (covers(candidate.holds(), label)) {
          beam.add(partial(List.of(candidate), and(candidate.holds(), open), label));
        }
      }
      List<Candidate> extensions =
          beam.stream()
              .sorted(
                  Comparator.comparingInt(
                          (Partial partial) -> -and(partial.holds(), byLabel[label]).cardinality())
                      .thenComparing(Partial.BEST_FIRST))
              .limit(MAX_EXTENSIONS)
              .map(partial -> partial.conditions().getFirst())
              .toList();
      Partial best = null;
      for (int length = 1; length <= MAX_CONDITIONS && !beam.isEmpty(); length++) {
        beam.sort(Partial.BEST_FIRST);
        List<Partial> kept = beam.size() > BEAM ? beam.subList(0, BEAM) : beam;
        if (best == null || Partial.BEST_FIRST.compare(kept.getFirst(), best) < 0) {
          best = kept.getFirst();
        }
        beam = extend(kept, extensions, label);
      }
      return best;
    }

    private List<Partial> extend(List<Partial> kept, List<Candidate> extensions, int label) {
      List<Partial> longer = new ArrayList<>();
      for (Partial partial : kept) {
        for (Candidate candidate : extensions) {
          if (comesAfter(candidate, partial)) {
            BitSet holds = and(partial.holds(), candidate.holds());
            if (holds.cardinality() < partial.holds().cardinality() && covers(holds, label)) {
              List<Candidate> conditions = new ArrayList<>(partial.conditions());
              conditions.add(candidate);
              conditions.sort(Candidate.TELLING_FIRST);
              longer.add(partial(conditions, holds, label));
            }
          }
        }
      }
      return longer;
    }

    private static boolean comesAfter(Candidate candidate, Partial partial) {
      return partial.conditions().stream()
          .noneMatch(known -> known.condition().equals(candidate.condition()));
    }

    /** A rule needs two examples that agree. */
    private boolean covers(BitSet holds, int label) {
      BitSet agree = and(holds, open);
      agree.and(byLabel[label]);
      return agree.cardinality() >= 2;
    }

    private Partial partial(List<Candidate> conditions, BitSet holds, int label) {
      int covered = holds.cardinality();
      int saved = and(holds, byLabel[label]).cardinality();
      int broken = label == otherwise ? 0 : and(holds, byLabel[otherwise]).cardinality();
      // Examples of a third label are wrong either way, but a later rule could have had them.
      double lost = 0.5 * (covered - saved - broken);
      double cost = RULE_COST;
      for (Candidate candidate : conditions) {
        cost += conditionCost * candidate.cost();
      }
      return new Partial(conditions, holds, label, saved - broken - lost - cost, cost);
    }

    private static BitSet and(BitSet one, BitSet other) {
      BitSet both = (BitSet) one.clone();
      both.and(other);
      return both;
    }
  }
}
