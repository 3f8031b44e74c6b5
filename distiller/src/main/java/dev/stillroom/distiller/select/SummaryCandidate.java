package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.SummaryEvidence;
import dev.stillroom.distiller.verify.SummaryVerdict;
import dev.stillroom.runtime.student.Summarizer;
import java.util.List;

/**
 * One summarizer that was tried.
 *
 * @param summarizer the fit on all that may be learned from; null when it was not tried
 * @param evidence null when it was not tried
 * @param millis the median time of a summary
 * @param bytes of the model, without a card
 * @param why one sentence: why it was chosen or not
 */
public record SummaryCandidate(
    String label,
    Summarizer summarizer,
    SummaryEvidence evidence,
    double millis,
    long bytes,
    boolean chosen,
    String why) {

  static SummaryCandidate notTried(String label, String why) {
    return new SummaryCandidate(label, null, null, 0, 0, false, "not tried: " + why);
  }

  SummaryCandidate judged(boolean isChosen, String reason) {
    return new SummaryCandidate(label, summarizer, evidence, millis, bytes, isChosen, reason);
  }

  /** What became of texts that nothing was chosen on; where none were set apart, what is known. */
  public SummaryEvidence tested(List<Abridged> texts, Split split) {
    return split.tested().isEmpty()
        ? evidence
        : SummaryEvidence.of(summarizer, split.tested().stream().map(texts::get).toList());
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("student", label);
    if (evidence == null) {
      json.putNull("metric").putNull("low").putNull("high").putNull("millis").putNull("bytes");
    } else {
      json.put("metric", evidence.rougeL());
      json.put("low", SummaryVerdict.low(evidence)).put("high", SummaryVerdict.high(evidence));
      json.put("millis", millis).put("bytes", bytes);
    }
    return json.put("chosen", chosen).put("why", why);
  }
}
