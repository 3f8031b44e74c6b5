package dev.stillroom.distiller.select;

import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.runtime.student.Architecture;

/** How surprising it would be that a larger student did so much better if it were no better. */
final class Lead {

  private Lead() {}

  /**
   * So much less surprised by the truth, in nats, a student must be for its size to be worth it.
   */
  private static final double LEAST_GAIN = 0.05;

  /** Errors are looked at, too: with a second look chance has twice the occasions. */
  private static final int LOOKS = 2;

  /**
   * The probability of such a lead. A few dozen examples seldom tell by their errors alone which of
   * two students is better, although one of them may know by far more often what the other guesses,
   * and so could answer more often. So of students that weigh all they see, the one that is less
   * surprised by the truth, each at its own temperature, leads also when what it thought of the
   * truth was better on average than chance allows, by a paired t-test; unless it makes more errors
   * beyond the noise. A list of rules gives the share of examples a rule was right on, which is no
   * opinion of its own, and its value is that a person can read it: it is compared by errors only.
   *
   * @param rival the smaller one's evidence on the same examples
   * @param noise what a lead's probability must be below
   */
  static double chance(Candidate larger, Candidate smaller, Evidence rival, double noise) {
    double byErrors = chanceOfLead(larger.evidence(), rival);
    if (!weighs(larger) || !weighs(smaller) || chanceOfLead(rival, larger.evidence()) <= noise) {
      return byErrors;
    }
    Evidence one = softened(larger, larger.evidence());
    Evidence other = softened(smaller, rival);
    int n = 0;
    double gain = 0;
    double squares = 0;
    for (int i = 0; i < one.outcomes().size(); i++) {
      if (one.outcomes().get(i).inScope()) {
        double mine = truth(one.outcomes().get(i));
        double theirs = truth(other.outcomes().get(i));
        double more = StrictMath.log(mine / theirs);
        n++;
        gain += more;
        squares += more * more;
      }
    }
    return gain < LEAST_GAIN * one.size()
        ? byErrors
        : Math.min(byErrors, LOOKS * chanceOfMean(n, gain / n, squares / n));
  }

  /**
   * The probability that a student no better than the other would lead by so much: a sign test over
   * the examples on which exactly one of them is right.
   */
  static double chanceOfLead(Evidence larger, Evidence smaller) {
    int wins = 0;
    int losses = 0;
    for (int i = 0; i < larger.outcomes().size(); i++) {
      boolean one = larger.outcomes().get(i).right();
      boolean other = smaller.outcomes().get(i).right();
      wins += one && !other ? 1 : 0;
      losses += other && !one ? 1 : 0;
    }
    return chanceOfLead(wins, losses);
  }

  /** The same for so many pairs won and lost. */
  static double chanceOfLead(int wins, int losses) {
    int n = wins + losses;
    double term = StrictMath.pow(0.5, n);
    double chance = 0;
    for (int k = n; k >= wins; k--) {
      chance += term;
      term *= (double) k / (n - k + 1);
    }
    return n > 1_000 ? normal(wins, losses) : Math.min(1, chance);
  }

  /** Above a thousand pairs 0.5^n underflows and the normal approximation is exact enough. */
  private static double normal(int wins, int losses) {
    double z = (wins - losses - 1) / Math.sqrt(wins + losses);
    return z > 1.645 ? 0 : 1;
  }

  /** The probability of such a mean above zero of n values if theirs were none. */
  private static double chanceOfMean(int n, double mean, double square) {
    if (n < 2) {
      return 1;
    }
    double degrees = n - 1;
    double variance = Math.max((square - mean * mean) / degrees, 1e-12);
    // Student's t as a normal deviate (Wallace 1959).
    double deviate =
        (8 * degrees + 1)
            / (8 * degrees + 3)
            * Math.sqrt(degrees * StrictMath.log1p(mean * mean / variance / degrees));
    return normalTail(deviate);
  }

  /** The probability of a normal deviate above z, z not negative (Abramowitz & Stegun 7.1.26). */
  private static double normalTail(double z) {
    double t = 1 / (1 + 0.3275911 * z / Math.sqrt(2));
    double series = 1.061405429;
    for (double term : new double[] {-1.453152027, 1.421413741, -0.284496736, 0.254829592}) {
      series = series * t + term;
    }
    return series * t * StrictMath.exp(-z * z / 2) / 2;
  }

  /** How probable the truth was thought to be; never nothing. */
  private static double truth(Evidence.Outcome outcome) {
    return Math.max(outcome.probabilities()[outcome.truth()], 1e-6);
  }

  private static boolean weighs(Candidate candidate) {
    return candidate.architecture() != Architecture.MAJORITY
        && candidate.architecture() != Architecture.RULE_LIST;
  }

  private static Evidence softened(Candidate candidate, Evidence evidence) {
    return evidence.softened(candidate.calibration().answering().temperature());
  }
}
