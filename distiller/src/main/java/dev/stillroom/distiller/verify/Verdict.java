package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.student.Answering;
import java.util.Locale;
import java.util.Map;

/**
 * How good a student is, with bounds (exact, one-sided, looked at once) and the baseline beside it.
 *
 * @param errors of {@code n}, when it always answers
 * @param baselineErrors those of saying what is most frequent
 * @param certified whether the error when answering is bounded by a test, or only estimated
 * @param robustness for each disturbance the share of answers that stayed the same
 */
public record Verdict(
    Split.Method method,
    int n,
    int errors,
    int baselineErrors,
    Answers answers,
    boolean certified,
    Map<String, Double> robustness) {

  public static final double LEVEL = 0.95;

  /** The bound at which a suggestion may be pushed; what {@code needs} counts towards. */
  public static final double TARGET = 0.80;

  private static final int MOST_NEEDED = 100_000;

  /**
   * What became of the answers with abstention.
   *
   * @param answered how often it would have answered in scope
   * @param given how often it would have answered at all
   * @param wrong how many of these answers were wrong
   * @param silent how often it kept silent out of scope, of {@code outOfScope}
   * @param target the error when answering that was aimed at
   * @param calibrationError of the answers given
   * @param error of the answers given, where it was found on examples that had no part in choosing
   *     the threshold; null where these are such examples
   */
  public record Answers(
      int answered,
      int given,
      int wrong,
      int silent,
      int outOfScope,
      double target,
      double calibrationError,
      Double error) {

    /** The share of wrong ones among the answers given, as far as it is known. */
    public double wrongShare() {
      return error == null ? share(wrong, given) : error;
    }

    /** With the wrong ones among the given ones as the error. */
    public Answers(
        int answered,
        int given,
        int wrong,
        int silent,
        int outOfScope,
        double target,
        double calibrationError) {
      this(answered, given, wrong, silent, outOfScope, target, calibrationError, null);
    }
  }

  /** Judges by outcomes, at the threshold from which the student begins to answer. */
  public static Verdict of(
      Split.Method method,
      Evidence evidence,
      int baselineErrors,
      Calibration calibration,
      double target,
      Map<String, Double> robustness) {
    Answering answering = calibration.answering();
    int answered = 0;
    int given = 0;
    int wrong = 0;
    int silent = 0;
    for (Evidence.Outcome outcome : evidence.outcomes()) {
      if (outcome.answered(answering)) {
        given++;
        answered += outcome.inScope() ? 1 : 0;
        wrong += outcome.right() ? 0 : 1;
      } else {
        silent += outcome.inScope() ? 0 : 1;
      }
    }
    int n = evidence.size();
    Answers answers =
        new Answers(
            answered,
            given,
            wrong,
            silent,
            evidence.outcomes().size() - n,
            target,
            evidence.calibrationError(answering),
            calibration.certified() ? null : calibration.error());
    return new Verdict(
        method, n, evidence.errors(), baselineErrors, answers, calibration.certified(), robustness);
  }

  /**
   * The same of answers that nothing was chosen on: certified where so many show that they keep to
   * the aim.
   *
   * @param apart whether the examples count one by one
   */
  public Verdict certifiedBy(boolean apart) {
    boolean shown = apart && Certificate.holds(answers.wrong(), answers.given(), answers.target());
    return new Verdict(method, n, errors, baselineErrors, answers, shown, robustness);
  }

  public double value() {
    return n == 0 ? 0 : (double) (n - errors) / n;
  }

  public double low() {
    return n == 0 ? 0 : ExactBound.lower(n - errors, n, LEVEL);
  }

  public double high() {
    return n == 0 ? 1 : ExactBound.upper(n - errors, n, LEVEL);
  }

  /** Whether it was tried at all, and makes fewer errors than the baseline: worth an offer. */
  public boolean better() {
    return n > 0 && errors < baselineErrors;
  }

  /**
   * Whether its answers keep to the error that was aimed at. With so few examples that no threshold
   * is looked for, nothing is said about it.
   */
  public boolean keepsAim() {
    return n < Calibration.ENOUGH || answers.wrongShare() <= answers.target();
  }

  /** Whether it is better than the baseline and answers no more wrongly than it may. */
  public boolean passes() {
    return better() && keepsAim();
  }

  /**
   * How many more examples it takes, at the best, until the bound could reach the target and the
   * answers the error aimed at; null when they have and the student passes.
   */
  public Integer needs() {
    int more = passes() ? 0 : 1;
    if (!keepsAim()) {
      double missing = answers.wrongShare() * answers.given() / answers.target() - answers.given();
      double answered = Math.max(share(answers.answered(), n), 1.0 / n);
      more = Math.max(more, (int) Math.min(MOST_NEEDED, Math.ceil(missing / answered)));
    }
    while (more < MOST_NEEDED && ExactBound.lower(n - errors + more, n + more, LEVEL) < TARGET) {
      more++;
    }
    return more == 0 ? null : more;
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method.name().toLowerCase(Locale.ROOT));
    json.put("guarantee", certified ? "certified" : "estimated");
    json.put("metric", "accuracy");
    json.put("value", value());
    json.put("low", low());
    json.put("high", high());
    json.put("level", LEVEL);
    json.put("n", n);
    json.put("errors", errors);
    json.put("baseline", n == 0 ? 0 : (double) (n - baselineErrors) / n);
    json.put("coverage", n == 0 ? 0 : (double) answers.answered() / n);
    json.put("errorWhenAnswering", answers.wrongShare());
    json.put("maxError", answers.target());
    json.put("calibrationError", answers.calibrationError());
    if (answers.outOfScope() > 0) {
      ObjectNode outside = json.putObject("outOfScope");
      outside.put("n", answers.outOfScope());
      outside.put("recall", share(answers.silent(), answers.outOfScope()));
    }
    ObjectNode shares = json.putObject("robustness");
    robustness.forEach(shares::put);
    json.put("better", better());
    json.put("passes", passes());
    json.put("needs", needs());
    return json;
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : (double) part / of;
  }
}
