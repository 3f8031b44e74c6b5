package dev.stillroom.runtime.bounds;

/**
 * A lower bound for the mean of a stream of yes and no that is valid at every moment, so it may be
 * looked at after every outcome: a confidence sequence by betting (Waudby-Smith & Ramdas 2023,
 * "Estimating means of bounded random variables by betting"), with the bets of Cover's universal
 * portfolio. Against a mean of m the wealth after s agreements and f disagreements is
 *
 * <pre>∫ over q in (m, 1) of (q/m)^s ((1-q)/(1-m))^f dq / (1-m),</pre>
 *
 * a martingale when the mean is m; the bound is the smallest m whose wealth is below 1/(1-level)
 * (Ville's inequality). Without a disagreement 0.80 takes 20 outcomes and 0.95 takes 88.
 */
public final class BettingBound {

  private BettingBound() {}

  /**
   * @param agreements how often the person did what was predicted
   * @param n outcomes in all
   * @param level in (0, 1), for example 0.95
   * @return the lower bound, in [0, 1); 0 when nothing was seen
   */
  public static double lower(long agreements, long n, double level) {
    if (agreements < 0 || n < agreements) {
      throw new IllegalArgumentException(
          "agreements must be within 0 and n: agreements=" + agreements + " n=" + n);
    }
    double threshold = -Math.log1p(-level);
    if (n == 0 || logWealth(agreements, n - agreements, 1e-9) < threshold) {
      return 0;
    }
    // The wealth falls in m below the observed rate, so bisection finds where it crosses.
    double below = 1e-9;
    double above = agreements == n ? 1 - 1e-12 : (double) agreements / n;
    for (int i = 0; i < 50; i++) {
      double middle = (below + above) / 2;
      if (logWealth(agreements, n - agreements, middle) >= threshold) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /**
   * The logarithm of the wealth against a mean of {@code m}. The integral is the part of a beta
   * function above m, so that a bound takes microseconds and may be asked after every outcome.
   */
  static double logWealth(long s, long f, double m) {
    double above = Beta.regularized(1 - m, f + 1, s + 1);
    return Beta.logBeta(s + 1, f + 1)
        + Math.log(above)
        - s * Math.log(m)
        - (f + 1) * Math.log1p(-m);
  }
}
