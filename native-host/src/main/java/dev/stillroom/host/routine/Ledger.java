package dev.stillroom.host.routine;

import dev.stillroom.host.protocol.EvidenceView.Condition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last cases of one class, as one set of places for each condition and each deed, so that a
 * conjunction is counted by intersecting sets. A full ledger forgets its oldest case.
 */
final class Ledger {

  private final Case[] places;
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final Map<Condition, BitSet> having = new HashMap<>();
  private final Map<String, BitSet> did = new HashMap<>();
  private final BitSet taken = new BitSet();
  private final BitSet originalGone = new BitSet();
  private int next;

  Ledger(int capacity) {
    places = new Case[capacity];
  }

  /** Adds a case or replaces what was known of it; whether that changed anything. */
  boolean put(Case seen) {
    Integer place = placeOf.get(seen.id());
    if (place != null && places[place].equals(seen)) {
      return false;
    }
    if (place == null) {
      place = next;
      next = (next + 1) % places.length;
    }
    clear(place);
    places[place] = seen;
    placeOf.put(seen.id(), place);
    taken.set(place);
    originalGone.set(place, seen.originalGone());
    for (Map.Entry<String, String> feature : seen.features().entrySet()) {
      having
          .computeIfAbsent(new Condition(feature.getKey(), feature.getValue()), _ -> new BitSet())
          .set(place);
    }
    if (seen.deed() != null) {
      did.computeIfAbsent(seen.deed(), _ -> new BitSet()).set(place);
    }
    return true;
  }

  /** Forgets a case; whether it was known. */
  boolean remove(String id) {
    Integer place = placeOf.get(id);
    if (place == null) {
      return false;
    }
    clear(place);
    return true;
  }

  private void clear(int place) {
    Case old = places[place];
    if (old == null) {
      return;
    }
    places[place] = null;
    placeOf.remove(old.id());
    taken.clear(place);
    originalGone.clear(place);
    old.features().forEach((name, value) -> clear(having, new Condition(name, value), place));
    if (old.deed() != null) {
      clear(did, old.deed(), place);
    }
  }

  private static <K> void clear(Map<K, BitSet> sets, K key, int place) {
    BitSet set = sets.get(key);
    set.clear(place);
    if (set.isEmpty()) {
      sets.remove(key);
    }
  }

  Set<String> deeds() {
    return Set.copyOf(did.keySet());
  }

  int size() {
    return taken.cardinality();
  }

  /** The places of the cases with this deed; not to be changed. */
  BitSet did(String deed) {
    return did.getOrDefault(deed, new BitSet());
  }

  /** The places of the cases of which a condition holds; not to be changed. */
  BitSet having(Condition condition) {
    return having.getOrDefault(condition, new BitSet());
  }

  int withOriginalGone(BitSet cases) {
    BitSet both = (BitSet) cases.clone();
    both.and(originalGone);
    return both.cardinality();
  }

  /** The conditions that hold of at least {@code support} of these cases. */
  List<Condition> conditions(BitSet cases, int support) {
    Map<Condition, Integer> counts = new HashMap<>();
    cases.stream()
        .forEach(
            place ->
                places[place]
                    .features()
                    .forEach(
                        (name, value) ->
                            counts.merge(new Condition(name, value), 1, Integer::sum)));
    counts.values().removeIf(count -> count < support);
    return new ArrayList<>(counts.keySet());
  }
}
