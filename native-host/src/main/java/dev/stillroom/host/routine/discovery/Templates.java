package dev.stillroom.host.routine.discovery;

/**
 * Learns from the stream which texts are words of a place and which are data. A text is a word of
 * its slot when it came back; one with a number in it only where such numbers come back three times
 * on average ({@code Button 2} against {@code order 4711}). The same holds for a page's own name of
 * something that has a label: frameworks make such names up anew at each load.
 */
final class Templates {

  private static final int OFTEN = 3;

  /** One label with more names than this is named anew, however often each comes. */
  private static final int MOST_NAMES = 4;

  private static final long DISTINCT = 0x5bd1e995L;

  private final LongCounts counts;

  Templates(int bits) {
    counts = new LongCounts(bits);
  }

  void learn(LoggedEvent event) {
    for (Trait trait : event.traits()) {
      long[] keys = trait.keys();
      if (trait.own()) {
        counts.add(keys[1]);
      }
      for (int i = 0; i < keys.length - 1; i++) {
        boolean fresh = counts.add(keys[i]) == 1;
        if (fresh && i == 0) {
          counts.add(keys[1] ^ DISTINCT);
        }
      }
    }
  }

  /** Which of the trait's texts says it best: the most exact one that is a word. */
  int level(Trait trait) {
    long[] keys = trait.keys();
    if (trait.own()) {
      boolean known = counts.get(keys[0]) >= OFTEN && comesBack(keys[1]);
      return known && counts.get(keys[1] ^ DISTINCT) <= MOST_NAMES ? 0 : 1;
    }
    for (int i = 0; i < keys.length - 1; i++) {
      if (counts.get(keys[i]) >= OFTEN
          && (i > 0 || !Trait.hasDigit(trait.texts().getFirst()) || comesBack(keys[1]))) {
        return i;
      }
    }
    return keys.length - 1;
  }

  private boolean comesBack(long general) {
    return counts.get(general) >= OFTEN * counts.get(general ^ DISTINCT);
  }

  /** What was done, without the data: equal for events that are alike. */
  long symbol(LoggedEvent event) {
    long hash = 0;
    for (Trait trait : event.traits()) {
      int level = level(trait);
      // Where its name says nothing, it is the same as one that has none.
      if (!trait.own() || level == 0) {
        hash = Hash.mixed(hash ^ trait.keys()[level]);
      }
    }
    return hash;
  }

  Step step(LoggedEvent event) {
    return Step.of(event, trait -> trait.texts().get(level(trait)));
  }
}
