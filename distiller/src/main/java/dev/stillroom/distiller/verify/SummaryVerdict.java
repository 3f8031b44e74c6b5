package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.bounds.ExactBound;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How good a summarizer is: mean ROUGE-L of its summaries, beside that of how the texts begin and
 * of their most central sentences. A text is one trial of the bounds.
 *
 * @param threshold the confidence from which on it answers
 * @param target how many of the sentences said may be ones that would not be kept; null where
 *     nobody set an aim: then it always answers
 * @param apart whether the outcomes are of texts that nothing was chosen on, each for itself
 * @param robustness for each disturbance the share of summaries that stayed the same
 */
public record SummaryVerdict(
    Split.Method method,
    SummaryEvidence evidence,
    SummaryEvidence lead,
    SummaryEvidence central,
    double threshold,
    Double target,
    boolean apart,
    Map<String, Double> robustness) {

  private static final int MOST_NEEDED = 100_000;

  public int n() {
    return evidence.rows().size();
  }

  /** The better of the baselines. */
  public double baseline() {
    return Math.max(lead.rougeL(), central.rougeL());
  }

  /** The bound below a mean of such outcomes. */
  public static double low(SummaryEvidence evidence) {
    int n = evidence.rows().size();
    return n == 0
        ? 0
        : ExactBound.lower((long) Math.floor(n * evidence.rougeL()), n, Verdict.LEVEL);
  }

  /** The bound above it. */
  public static double high(SummaryEvidence evidence) {
    int n = evidence.rows().size();
    return n == 0 ? 1 : ExactBound.upper((long) Math.ceil(n * evidence.rougeL()), n, Verdict.LEVEL);
  }

  /** Whether it is better than both baselines. */
  public boolean passes() {
    return n() > 0 && evidence.rougeL() > baseline();
  }

  /** How many more summaries it takes until one could tell it from the baseline. */
  public Integer needs() {
    if (passes()) {
      return null;
    }
    int more = 1;
    while (more < MOST_NEEDED && ExactBound.lower(n() + more, n() + more, Verdict.LEVEL) < 0.5) {
      more++;
    }
    return more;
  }

  /** The verdict in one sentence. */
  public String promise() {
    return String.format(
        Locale.ROOT,
        "ROUGE-L %.3f on %d texts, at least %.3f; %.0f of 100 sentences would be kept%s",
        evidence.rougeL(),
        n(),
        low(evidence),
        100 * evidence.agreement(),
        passes() ? "" : "; that is not better than how the text begins or what is most central");
  }

  private List<SummaryEvidence.Row> given() {
    return evidence.rows().stream().filter(row -> row.confidence() >= threshold).toList();
  }

  /** The shares of sentences that would not be kept, together. */
  private static double wrong(List<SummaryEvidence.Row> given) {
    return given.stream().mapToDouble(row -> 1 - row.agreement()).sum();
  }

  /** Whether the bounds hold and the answers are shown to keep to the error aimed at, if any. */
  private boolean certified() {
    List<SummaryEvidence.Row> given = given();
    return apart
        && n() > 0
        && (target == null
            || !given.isEmpty()
                && ExactBound.upper((long) Math.ceil(wrong(given)), given.size(), Verdict.LEVEL)
                    <= target);
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method.name().toLowerCase(Locale.ROOT));
    json.put("guarantee", certified() ? "certified" : "estimated");
    json.put("metric", "rougeL").put("value", evidence.rougeL());
    json.put("low", low(evidence)).put("high", high(evidence));
    json.put("level", Verdict.LEVEL).put("n", n());
    json.put("rouge1", evidence.rouge1()).put("rouge2", evidence.rouge2());
    json.put("agreement", evidence.agreement()).put("baseline", baseline());
    json.putObject("baselines").put("lead", lead.rougeL()).put("central", central.rougeL());
    List<SummaryEvidence.Row> given = given();
    json.put("coverage", n() == 0 ? 0 : (double) given.size() / n());
    json.put("errorWhenAnswering", given.isEmpty() ? 0 : wrong(given) / given.size());
    if (target != null) {
      json.put("maxError", target);
    }
    json.put("calibrationError", SummarySureness.calibrationError(evidence));
    ObjectNode shares = json.putObject("robustness");
    robustness.forEach(shares::put);
    return json.put("passes", passes()).put("needs", needs());
  }
}
