package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.bounds.ExactBound;
import java.util.Locale;
import java.util.Map;

/**
 * How good a student is, with bounds (exact, one-sided, looked at once) and the baseline beside it.
 *
 * @param errors of {@code n}, when it always answers
 * @param baselineErrors those of saying what is most frequent
 * @param answered how often it would have answered
 * @param wrongAnswers how often it was wrong then
 * @param robustness for each disturbance the share of answers that stayed the same
 */
public record Verdict(
    Split.Method method,
    int n,
    int errors,
    int baselineErrors,
    int answered,
    int wrongAnswers,
    Map<String, Double> robustness) {

  public static final double LEVEL = 0.95;

  /** The bound at which a suggestion may be pushed; what {@code needs} counts towards. */
  public static final double TARGET = 0.80;

  private static final int MOST_NEEDED = 100_000;

  /** Judges by outcomes; {@code threshold} is where the student begins to answer. */
  public static Verdict of(
      Split.Method method,
      Evidence evidence,
      int baselineErrors,
      double threshold,
      Map<String, Double> robustness) {
    int answered = 0;
    int wrong = 0;
    for (Evidence.Outcome outcome : evidence.outcomes()) {
      if (outcome.confidence() >= threshold) {
        answered++;
        wrong += outcome.right() ? 0 : 1;
      }
    }
    return new Verdict(
        method, evidence.size(), evidence.errors(), baselineErrors, answered, wrong, robustness);
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

  /** Whether it makes fewer errors than the baseline. */
  public boolean passes() {
    return errors < baselineErrors;
  }

  /**
   * How many more examples it takes, at the best, until the bound could reach the target; null when
   * it has and the student passes.
   */
  public Integer needs() {
    int more = passes() ? 0 : 1;
    while (more < MOST_NEEDED && ExactBound.lower(n - errors + more, n + more, LEVEL) < TARGET) {
      more++;
    }
    return more == 0 ? null : more;
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method.name().toLowerCase(Locale.ROOT));
    json.put("guarantee", method == Split.Method.HOLDOUT ? "certified" : "estimated");
    json.put("metric", "accuracy");
    json.put("value", value());
    json.put("low", low());
    json.put("high", high());
    json.put("level", LEVEL);
    json.put("n", n);
    json.put("errors", errors);
    json.put("baseline", n == 0 ? 0 : (double) (n - baselineErrors) / n);
    json.put("coverage", n == 0 ? 0 : (double) answered / n);
    json.put("errorWhenAnswering", answered == 0 ? 0 : (double) wrongAnswers / answered);
    ObjectNode shares = json.putObject("robustness");
    robustness.forEach(shares::put);
    json.put("passes", passes());
    json.put("needs", needs());
    return json;
  }
}
