package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.train.Temperature;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a student should answer: a temperature, so that its confidence is what it is right by, and
 * the threshold below which it keeps silent, so that few of its answers are wrong.
 *
 * @param certified whether the error of its answers is below the target with a confidence of {@link
 *     Verdict#LEVEL}, by a test on examples that nothing else was chosen on
 * @param error of the answers given, on examples that had no part in choosing the threshold; null
 *     where no threshold was looked for
 */
public record Calibration(Answering answering, boolean certified, Double error) {

  /** The error that abstention aims at, of the answers given, where nobody says another. */
  public static final double ERROR_WHEN_ANSWERING = 0.05;

  /** With fewer outcomes neither a temperature nor a threshold means anything. */
  static final int ENOUGH = 30;

  /**
   * So many of those in scope, the strangest, are not answered, so that what is stranger is not
   * either; chosen on clinc150's validation splits, where 58 to 77 % of what is out of scope is.
   */
  private static final double STRANGE = 0.02;

  private static final double RULE_ANSWERS_FROM = 0.8;

  /**
   * A rule list's confidences are shares of examples and need no temperature; a few noisy examples
   * must not silence a whole rule, so a rule right four times in five always answers.
   *
   * @param evidence on which students are compared
   * @param tested what the shipped bytes say of examples that nothing was chosen on, each drawn for
   *     itself; null where there are none
   * @param target the error when answering that it may have
   */
  public static Calibration of(
      Evidence evidence,
      Evidence tested,
      List<String> labels,
      Architecture architecture,
      double target) {
    if (evidence.outcomes().size() < ENOUGH || architecture == Architecture.MAJORITY) {
      return new Calibration(new Answering(labels), false, null);
    }
    boolean rules = architecture == Architecture.RULE_LIST;
    double temperature = rules ? 1 : temperature(evidence);
    double kinship = kinship(evidence);
    List<Evidence.Outcome> outcomes = kin(evidence.softened(temperature), kinship);
    if (tested != null) {
      List<Evidence.Outcome> untouched = kin(tested.softened(temperature), kinship);
      Optional<Threshold> certified =
          Threshold.certified(outcomes, untouched, target, Verdict.LEVEL);
      if (certified.isPresent()) {
        return new Calibration(
            new Answering(labels, temperature, certified.get().value(), kinship),
            true,
            certified.get().error());
      }
      outcomes.addAll(untouched);
    }
    Threshold threshold = Threshold.estimated(outcomes, target);
    return rules && threshold.value() > RULE_ANSWERS_FROM
        ? new Calibration(new Answering(labels, temperature, RULE_ANSWERS_FROM), false, null)
        : new Calibration(
            new Answering(labels, temperature, threshold.value(), kinship),
            false,
            threshold.error());
  }

  /** What all but a few of those in scope have in common with what was learned from. */
  private static double kinship(Evidence evidence) {
    double[] kinships =
        evidence.outcomes().stream()
            .filter(Evidence.Outcome::inScope)
            .mapToDouble(Evidence.Outcome::kinship)
            .sorted()
            .toArray();
    int strange = (int) (STRANGE * kinships.length);
    return strange == 0 || Double.isInfinite(kinships[strange])
        ? Answering.NO_KINSHIP
        : kinships[strange];
  }

  /** Those about which it does not keep silent because they are strange to it. */
  private static List<Evidence.Outcome> kin(Evidence evidence, double kinship) {
    return new ArrayList<>(
        evidence.outcomes().stream().filter(outcome -> outcome.kinship() >= kinship).toList());
  }

  private static double temperature(Evidence evidence) {
    return Temperature.of(
            evidence.outcomes().stream().map(Evidence.Outcome::probabilities).toList(),
            evidence.outcomes().stream().map(Evidence.Outcome::truth).toList())
        .value();
  }
}
