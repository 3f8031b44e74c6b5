package dev.stillroom.host.routine;

import dev.stillroom.host.protocol.EvidenceView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds what the person repeats, as a stream: each case seen may make a routine or change the
 * figures of one. It knows nothing of what the deeds are. A routine is a deed that was done at
 * least {@code support} times, nearly always where a short conjunction of conditions holds, and so
 * seldom elsewhere that a coincidence is unlikely. Cases not acted on yet count as not acted on.
 */
public final class RoutineFinder {

  /** How often a deed must have been done. */
  public static final int SUPPORT = 3;

  /** How many cases of each class are remembered. */
  public static final int CAPACITY = 2_000;

  /**
   * How likely a coincidence may be at most, after counting what was tried. A proposal costs a
   * glance, and the person decides; a model's trust rests on other figures.
   */
  private static final double COINCIDENCE = 0.1;

  /** The same for a rule that explains less than two thirds of the deed's cases. */
  private static final double COINCIDENCE_IN_PART = 0.001;

  /** Laplace's estimate of how often the deed is done where the conditions hold: 3 of 3 suffice. */
  private static final double REGULARITY = 0.8;

  private final int support;
  private final int capacity;
  private final Map<Class<? extends Case>, Ledger> ledgers = new HashMap<>();
  private final Map<String, Routine> found = new LinkedHashMap<>();

  public RoutineFinder() {
    this(SUPPORT, CAPACITY);
  }

  /**
   * @param support how often a deed must have been done, at least 2
   * @param capacity how many cases of each class are remembered
   */
  public RoutineFinder(int support, int capacity) {
    if (support < 2 || capacity < support) {
      throw new IllegalArgumentException(
          "support must be >= 2 and capacity >= support: " + support + ", " + capacity);
    }
    this.support = support;
    this.capacity = capacity;
  }

  /**
   * Takes a case, new or changed.
   *
   * @return the routines that are new or whose figures changed
   */
  public List<Routine> observe(Case seen) {
    return observeAll(List.of(seen));
  }

  /**
   * Takes many cases at once, oldest first, as after a start.
   *
   * @return the routines that are new or whose figures changed
   */
  public List<Routine> observeAll(Collection<? extends Case> cases) {
    Set<Class<? extends Case>> kinds = new LinkedHashSet<>();
    for (Case seen : cases) {
      Ledger ledger = ledgers.computeIfAbsent(seen.getClass(), _ -> new Ledger(capacity));
      if (ledger.put(seen)) {
        kinds.add(seen.getClass());
      }
    }
    List<Routine> changed = new ArrayList<>();
    kinds.forEach(kind -> changed.addAll(changed(kind, ledgers.get(kind))));
    return changed;
  }

  /** Forgets a case; the routines' figures follow. */
  public List<Routine> forget(String caseId) {
    List<Routine> changed = new ArrayList<>();
    ledgers.forEach(
        (kind, ledger) -> {
          if (ledger.remove(caseId)) {
            changed.addAll(changed(kind, ledger));
          }
        });
    return changed;
  }

  /** The routines as they stand. */
  public List<Routine> routines() {
    return List.copyOf(found.values());
  }

  /** Forgets everything. */
  public void clear() {
    ledgers.clear();
    found.clear();
  }

  private List<Routine> changed(Class<? extends Case> kind, Ledger ledger) {
    List<Routine> changed = new ArrayList<>();
    found.values().removeIf(r -> of(kind, r) && ledger.did(r.deed()).isEmpty());
    for (String deed : ledger.deeds()) {
      if (ledger.did(deed).cardinality() < support) {
        found.remove(id(kind, deed));
        continue;
      }
      Rule rule = Rule.best(ledger, deed, support);
      if (rule == null || !regular(rule.counts()) || !telling(rule)) {
        found.remove(id(kind, deed));
        continue;
      }
      Routine routine = routine(kind, deed, ledger, rule);
      if (!routine.equals(found.put(routine.id(), routine))) {
        changed.add(routine);
      }
    }
    return changed;
  }

  private static boolean of(Class<? extends Case> kind, Routine routine) {
    return routine.id().equals(id(kind, routine.deed()));
  }

  private static boolean regular(Rule.Counts counts) {
    return counts.acted() + 1 >= REGULARITY * (counts.matching() + 2);
  }

  /** Whether the rule says more than a coincidence would; where all was done, there is no other. */
  private static boolean telling(Rule rule) {
    Rule.Counts counts = rule.counts();
    if (counts.exceptions() == 0 && counts.others() == 0) {
      return true;
    }
    boolean explainsMost = counts.acted() >= 2 * counts.othersActed();
    return counts.chance() * rule.tried() <= (explainsMost ? COINCIDENCE : COINCIDENCE_IN_PART);
  }

  private static Routine routine(
      Class<? extends Case> kind, String deed, Ledger ledger, Rule rule) {
    Rule.Counts counts = rule.counts();
    BitSet acted = (BitSet) rule.matching().clone();
    acted.and(ledger.did(deed));
    String conditions =
        rule.conditions().stream()
            .map(c -> c.feature() + " " + c.value())
            .collect(Collectors.joining(" and "));
    String why =
        deed
            + " was done to "
            + counts.acted()
            + " of "
            + counts.matching()
            + " with "
            + conditions
            + ", and to "
            + counts.othersActed()
            + " of "
            + counts.others()
            + " others";
    return new Routine(
        id(kind, deed),
        deed,
        DownloadCase.act(deed, 2 * ledger.withOriginalGone(acted) > counts.acted()),
        new EvidenceView.Regularity(
            rule.conditions(),
            counts.acted(),
            counts.matching(),
            counts.othersActed(),
            counts.others()),
        true,
        why);
  }

  private static String id(Class<? extends Case> kind, String deed) {
    String name = kind.getSimpleName() + "|" + deed;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
