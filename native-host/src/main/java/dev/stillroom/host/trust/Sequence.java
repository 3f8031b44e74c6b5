package dev.stillroom.host.trust;

import dev.stillroom.runtime.bounds.BettingBound;

/**
 * The outcomes of one version's acts: of {@code n} times it said "do it", the person agreed {@code
 * agreements} times. The ladder counts acts; what the model missed is recall and gates nothing.
 */
public record Sequence(long n, long agreements) {

  /** The probability with which a bound holds, whenever it is looked at. */
  public static final double LEVEL = 0.95;

  public double bound() {
    return BettingBound.lower(agreements, n, LEVEL);
  }
}
