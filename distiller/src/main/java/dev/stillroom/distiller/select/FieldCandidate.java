package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.distiller.verify.FieldVerdict;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extractor;
import java.util.List;

/**
 * One extractor that was tried.
 *
 * @param extractor the fit on all that may be learned from; null when it was not tried
 * @param evidence by which it is compared, and its thresholds were chosen; null when it was not
 *     tried
 * @param millis the median time of a prediction
 * @param bytes of the model, without a card
 * @param why one sentence: why it was chosen or not
 */
public record FieldCandidate(
    Architecture architecture,
    Extractor extractor,
    FieldEvidence evidence,
    double millis,
    long bytes,
    boolean chosen,
    String why) {

  static FieldCandidate notTried(Architecture architecture, String why) {
    return new FieldCandidate(architecture, null, null, 0, 0, false, "not tried: " + why);
  }

  FieldCandidate judged(boolean isChosen, String reason) {
    return new FieldCandidate(architecture, extractor, evidence, millis, bytes, isChosen, reason);
  }

  /**
   * By which it is judged once it was chosen: samples that nothing was chosen on, neither it nor
   * its thresholds, where there are so many that some were set apart.
   */
  public FieldEvidence tested(List<Sample> samples, Split split) {
    return split.tested().isEmpty()
        ? evidence
        : FieldEvidence.of(extractor, split.tested().stream().map(samples::get).toList());
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("student", architecture.label());
    if (evidence == null) {
      json.putNull("metric").putNull("low").putNull("high").putNull("millis").putNull("bytes");
    } else {
      json.put("metric", evidence.f1());
      json.put("low", FieldVerdict.low(evidence)).put("high", FieldVerdict.high(evidence));
      json.put("millis", millis).put("bytes", bytes);
    }
    return json.put("chosen", chosen).put("why", why);
  }
}
