package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.verify.FieldEvidence.Outcome;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.student.Form;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How good an extractor is: micro F1 of its values, with bounds by samples: a sample is one trial,
 * however many values it holds, as values of one page are right or wrong together.
 *
 * @param form the fields with the thresholds from which they are answered
 * @param apart whether the outcomes are of samples that nothing was chosen on, each for itself
 * @param robustness for each disturbance the share of fields that stayed the same
 */
public record FieldVerdict(
    Split.Method method,
    FieldEvidence evidence,
    FieldEvidence baseline,
    Form form,
    double target,
    boolean apart,
    Map<String, Double> robustness) {

  private static final int MOST_NEEDED = 100_000;

  public int n() {
    return evidence.rows().size();
  }

  public double value() {
    return n() == 0 ? 0 : evidence.f1();
  }

  public double low() {
    return low(evidence);
  }

  /** The bound below the F1 of these outcomes. */
  public static double low(FieldEvidence evidence) {
    int n = evidence.rows().size();
    return n == 0 ? 0 : ExactBound.lower((long) Math.floor(n * evidence.f1()), n, Verdict.LEVEL);
  }

  /** The bound above the F1 of these outcomes. */
  public static double high(FieldEvidence evidence) {
    int n = evidence.rows().size();
    return n == 0 ? 1 : ExactBound.upper((long) Math.ceil(n * evidence.f1()), n, Verdict.LEVEL);
  }

  /** Whether it is better than saying what was seen before. */
  public boolean passes() {
    return n() > 0 && value() > baseline.f1();
  }

  /** How many more samples without an error it takes until the bound could reach the target. */
  public Integer needs() {
    int more = passes() ? 0 : 1;
    long right = (long) Math.floor(n() * value());
    while (more < MOST_NEEDED
        && ExactBound.lower(right + more, n() + more, Verdict.LEVEL) < Verdict.TARGET) {
      more++;
    }
    return more == 0 ? null : more;
  }

  /** The verdict in one sentence. */
  public String promise() {
    return String.format(
        Locale.ROOT,
        "%d of %d examples wholly right, F1 %.3f, at least %.3f%s",
        n() - evidence.errors(),
        n(),
        value(),
        low(),
        passes() ? "" : "; that is not better than looking for values seen before");
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method.name().toLowerCase(Locale.ROOT));
    json.put("guarantee", certified() ? "certified" : "estimated");
    json.put("metric", "f1").put("value", value()).put("low", low()).put("high", high(evidence));
    json.put("level", Verdict.LEVEL).put("n", n()).put("errors", evidence.errors());
    json.put("baseline", n() == 0 ? 0 : baseline.f1());
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (Form.Blank blank : form.blanks()) {
      List<Outcome> outcomes = evidence.of(blank.name());
      Answers answers = Answers.of(blank, outcomes);
      fields
          .putObject(blank.name())
          .put("f1", FieldEvidence.f1(outcomes))
          .put("n", outcomes.size())
          .put("coverage", share(answers.given(), answers.asked()))
          .put("errorWhenAnswering", share(answers.wrong(), answers.given()))
          .put("threshold", blank.threshold());
    }
    Answers all = answers();
    json.put("coverage", share(all.given(), all.asked()));
    json.put("errorWhenAnswering", share(all.wrong(), all.given()));
    json.put("maxError", target);
    json.set("fields", fields);
    ObjectNode shares = json.putObject("robustness");
    robustness.forEach(shares::put);
    return json.put("passes", passes()).put("needs", needs());
  }

  /**
   * How many claims there were, how many were sure enough to be said, and how many of these wrong.
   */
  private record Answers(int asked, int given, int wrong) {
    static Answers of(Form.Blank blank, List<Outcome> outcomes) {
      int claims = 0;
      int answers = 0;
      int mistakes = 0;
      for (Outcome outcome : outcomes) {
        double least = outcome.isAbsence() ? blank.absence() : blank.threshold();
        for (FieldEvidence.Claim claim : outcome.claims()) {
          boolean answered = claim.confidence() >= least;
          claims++;
          answers += answered ? 1 : 0;
          mistakes += answered && !claim.right() ? 1 : 0;
        }
      }
      return new Answers(claims, answers, mistakes);
    }

    Answers and(Answers other) {
      return new Answers(asked + other.asked, given + other.given, wrong + other.wrong);
    }
  }

  private Answers answers() {
    return form.blanks().stream()
        .map(blank -> Answers.of(blank, evidence.of(blank.name())))
        .reduce(new Answers(0, 0, 0), Answers::and);
  }

  /**
   * Whether the bounds hold and the answers are shown to keep to the error that was aimed at, as
   * far as so many samples can show it.
   */
  private boolean certified() {
    Answers all = answers();
    double wrong = all.given() == 0 ? 1 : share(all.wrong(), all.given());
    return apart
        && n() > 0
        && ExactBound.upper((long) Math.ceil(n() * wrong), n(), Verdict.LEVEL) <= target;
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : (double) part / of;
  }
}
