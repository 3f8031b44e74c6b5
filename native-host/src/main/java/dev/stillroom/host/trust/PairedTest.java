package dev.stillroom.host.trust;

import dev.stillroom.runtime.bounds.BettingBound;

/**
 * Champion against challenger on the same inputs, always valid: only discordant pairs count, where
 * exactly one of the two was right. The challenger wins when it is right in more than half of them,
 * or when it is smaller and there was enough to disagree about and no disagreement.
 *
 * @param pairs inputs both answered and whose truth is known
 * @param champion discordant pairs in which the champion was right
 * @param challenger discordant pairs in which the challenger was right
 */
public record PairedTest(long pairs, long champion, long challenger) {

  /** How many pairs without a discordant one count as equal. */
  public static final long EQUAL_PAIRS = 20;

  public boolean challengerIsBetter() {
    return BettingBound.lower(challenger, champion + challenger, Sequence.LEVEL) > 0.5;
  }

  public boolean equal() {
    return pairs >= EQUAL_PAIRS && champion == 0 && challenger == 0;
  }
}
