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

  /**
   * The probability of such a lead. A few dozen examples seldom tell by their errors alone which of
   * two students is better, although one of them may know by far more often what the other guesses,
   * and so could answer more often. So of students that weigh all they see, the one that is less
   * surprised by the truth, each at its own temperature, leads also when it thought the truth more
   * probable in more of the examples than chance allows; unless it makes more errors beyond the
   * noise. A list of rules gives the share of examples a rule was right on, which is no opinion of
   * its own, and its value is that a person can read it: it is compared by errors only.
   *
   * @param rival the smaller one's evidence on the same examples
   * @param noise what a lead's probability must be below
   */
  static double chance(Candidate larger, Candidate smaller, Evidence rival, double noise) {
    double byErrors = Selection.chanceOfLead(larger.evidence(), rival);
    if (!weighs(larger)
        || !weighs(smaller)
        || Selection.chanceOfLead(rival, larger.evidence()) <= noise) {
      return byErrors;
    }
    Evidence one = softened(larger, larger.evidence());
    Evidence other = softened(smaller, rival);
    int wins = 0;
    int losses = 0;
    double gain = 0;
    for (int i = 0; i < one.outcomes().size(); i++) {
      if (one.outcomes().get(i).inScope()) {
        double mine = truth(one.outcomes().get(i));
        double theirs = truth(other.outcomes().get(i));
        wins += mine > theirs ? 1 : 0;
        losses += mine < theirs ? 1 : 0;
        gain += StrictMath.log(mine / theirs);
      }
    }
    return gain < LEAST_GAIN * one.size()
        ? byErrors
        : Math.min(byErrors, Selection.chanceOfLead(wins, losses));
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
