package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * One answer of a student. {@code output} is null when it abstains; {@code confidence} is the
 * calibrated probability of the best label, in [0, 1]; {@code ranked} holds every label the student
 * considered, best first; {@code reasons} the features that decided, heaviest first.
 */
public record Prediction(
    String output, double confidence, List<Ranked> ranked, List<Reason> reasons, boolean forced)
    implements Answer {

  public record Ranked(String label, double probability) {}

  /** A feature that spoke for the best label; {@code weight} is relative and only orders them. */
  public record Reason(String feature, String value, double weight) {}

  /** The best label, also where the student is not sure enough to say it. */
  public String best() {
    return ranked.getFirst().label();
  }

  /** The same, which abstains for a reason that comes before all others. */
  Prediction silent(Reason why) {
    return new Prediction(
        null, confidence, ranked, Stream.concat(Stream.of(why), reasons.stream()).toList(), false);
  }

  /** The same prediction, which answers where it would have abstained, and says so. */
  @Override
  public Prediction answered() {
    return output != null ? this : new Prediction(best(), confidence, ranked, reasons, true);
  }

  @Override
  public void write(ObjectNode line, boolean explain) {
    line.put("output", output);
    line.put("confidence", confidence);
    ArrayNode array = line.putArray("ranked");
    for (Ranked one : ranked) {
      array.addArray().add(one.label()).add(one.probability());
    }
    if (explain) {
      ArrayNode said = line.putArray("reasons");
      for (Reason reason : reasons) {
        said.addObject()
            .put("feature", reason.feature())
            .put("value", reason.value())
            .put("weight", reason.weight());
      }
    }
  }
}
