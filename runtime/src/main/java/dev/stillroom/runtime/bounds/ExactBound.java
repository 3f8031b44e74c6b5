package dev.stillroom.runtime.bounds;

/**
 * Clopper and Pearson's exact one-sided bounds for a share, looked at once: with 0 errors in 59
 * trials the rate is at least 0.95 at a level of 0.95.
 */
public final class ExactBound {

  private ExactBound() {}

  /** The rate is at least this with probability {@code level}. */
  public static double lower(long successes, long n, double level) {
    check(successes, n, level);
    if (successes == 0) {
      return 0;
    }
    if (successes == n) {
      return Math.exp(Math.log1p(-level) / n);
    }
    // The smallest rate at which so many successes are not too good to be true.
    return solve(p -> atLeast(successes, n, p), 1 - level);
  }

  /** The rate is at most this with probability {@code level}. */
  public static double upper(long successes, long n, double level) {
    check(successes, n, level);
    return n == 0 ? 1 : 1 - lower(n - successes, n, level);
  }

  private static void check(long successes, long n, double level) {
    if (successes < 0 || n < successes || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "successes must be within 0 and n, level within 0 and 1: successes="
              + successes
              + " n="
              + n
              + " level="
              + level);
    }
  }

  private interface Rising {
    double at(double p);
  }

  private static double solve(Rising function, double value) {
    double below = 0;
    double above = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (below + above) / 2;
      if (function.at(middle) < value) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /** The probability of {@code k} or more successes in {@code n} trials, for 0 &lt; k &lt; n. */
  static double atLeast(long k, long n, double p) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? 0 : 1;
    }
    return Beta.regularized(p, k, n - k + 1);
  }
}
