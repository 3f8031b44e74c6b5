package dev.stillroom.host.routine;

import dev.stillroom.host.protocol.EvidenceView.Condition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The shortest conjunction of conditions that tells the cases of a deed from the others, and how it
 * does.
 *
 * @param matching the cases of which the conditions hold
 * @param tried how many different sets of cases the conjunctions up to this length could name: the
 *     chances a coincidence had
 */
record Rule(List<Condition> conditions, BitSet matching, Counts counts, int tried) {

  private static final int LONGEST = 3;

  /** What is shown and generalizes best comes first; a type says the same as an extension. */
  private static final List<String> PREFERRED =
      List.of("extension", "host", "mime", "contentHost", "folder");

  private static final Comparator<Condition> PREFERENCE =
      Comparator.comparingInt(Rule::rank)
          .thenComparing(Condition::feature)
          .thenComparing(Condition::value);

  /**
   * Of {@code matching} cases {@code acted} had the deed, of {@code others} {@code othersActed}.
   */
  record Counts(int acted, int matching, int othersActed, int others) {

    int exceptions() {
      return matching - acted + othersActed;
    }

    /**
     * The chance that as many of the deed's cases or more would fall among the matching ones if the
     * conditions had nothing to do with it (Fisher's exact test, one-sided).
     */
    double chance() {
      int all = matching + others;
      int did = acted + othersActed;
      double chance = 0;
      for (int k = acted; k <= Math.min(matching, did); k++) {
        chance += Math.exp(choose(matching, k) + choose(others, did - k) - choose(all, did));
      }
      return Math.min(1, chance);
    }

    private static double choose(int n, int k) {
      if (k < 0 || k > n) {
        return Double.NEGATIVE_INFINITY;
      }
      double log = 0;
      for (int i = 1; i <= Math.min(k, n - k); i++) {
        log += Math.log((double) (n - i + 1) / i);
      }
      return log;
    }
  }

  /** The best rule for a deed, or null when no condition holds of {@code support} of its cases. */
  static Rule best(Ledger ledger, String deed, int support) {
    BitSet did = ledger.did(deed);
    List<Condition> conditions = ledger.conditions(did, support);
    conditions.sort(PREFERENCE);
    Search search = new Search(ledger, did, support);
    List<Rule> last = List.of();
    for (int length = 1; length <= LONGEST; length++) {
      last = length == 1 ? search.single(conditions) : search.longer(last, conditions);
    }
    return search.best;
  }

  private static int rank(Condition condition) {
    int rank = PREFERRED.indexOf(condition.feature());
    return rank < 0 ? PREFERRED.size() : rank;
  }

  private static final class Search {
    private final BitSet did;
    private final int support;
    private final int all;
    private final Ledger ledger;
    private final Set<BitSet> sets = new HashSet<>();
    private Rule best;

    Search(Ledger ledger, BitSet did, int support) {
      this.ledger = ledger;
      this.did = did;
      this.support = support;
      this.all = ledger.size();
    }

    List<Rule> single(List<Condition> conditions) {
      List<Rule> rules = new ArrayList<>();
      for (Condition condition : conditions) {
        consider(List.of(condition), (BitSet) ledger.having(condition).clone(), rules);
      }
      return counted(rules);
    }

    /** Each rule with one more condition; conditions that exclude nothing are not added. */
    List<Rule> longer(List<Rule> shorter, List<Condition> conditions) {
      List<Rule> rules = new ArrayList<>();
      for (Rule rule : shorter) {
        Condition last = rule.conditions().getLast();
        for (Condition condition : conditions) {
          if (PREFERENCE.compare(condition, last) > 0
              && !condition.feature().equals(last.feature())) {
            BitSet matching = (BitSet) rule.matching().clone();
            matching.and(ledger.having(condition));
            if (matching.cardinality() < rule.counts().matching()) {
              List<Condition> longer = new ArrayList<>(rule.conditions());
              longer.add(condition);
              consider(List.copyOf(longer), matching, rules);
            }
          }
        }
      }
      return counted(rules);
    }

    private void consider(List<Condition> conditions, BitSet matching, List<Rule> into) {
      BitSet both = (BitSet) matching.clone();
      both.and(did);
      int acted = both.cardinality();
      if (acted < support) {
        return;
      }
      int count = matching.cardinality();
      if (count < all) {
        sets.add(matching);
      }
      into.add(
          new Rule(
              conditions,
              matching,
              new Counts(acted, count, did.cardinality() - acted, all - count),
              1));
    }

    /** Gives the rules of one length the number of sets tried so far, and keeps the best. */
    private List<Rule> counted(List<Rule> rules) {
      for (Rule rule : rules) {
        if (best == null || cost(rule) < cost(best)) {
          best =
              new Rule(rule.conditions(), rule.matching(), rule.counts(), Math.max(1, sets.size()));
        }
      }
      return rules;
    }

    /** Exceptions, and for each condition what it must save to be more than a coincidence. */
    private double cost(Rule rule) {
      return rule.counts().exceptions() + rule.conditions().size() * (0.5 + 0.02 * all);
    }
  }
}
