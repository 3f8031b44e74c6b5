package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.distiller.verify.Robustness;
import dev.stillroom.distiller.verify.Verdict;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Student;
import java.util.List;

/**
 * One student that was tried.
 *
 * @param student the fit on all that may be learned from; null when it was not tried
 * @param evidence by which it is compared; null when it was not tried
 * @param tested by which it is judged when it was chosen; the same where there is no other
 * @param unseen students like it with inputs they have not learned from
 * @param calibration how it answers; null when it was not tried
 * @param millis the median time of a prediction
 * @param bytes of the model, without a card
 * @param why one sentence: why it was chosen or not
 */
public record Candidate(
    Architecture architecture,
    Student student,
    Evidence evidence,
    Evidence tested,
    List<Robustness.Unseen> unseen,
    Calibration calibration,
    double millis,
    long bytes,
    boolean chosen,
    String why) {

  static Candidate notTried(Architecture architecture, String why) {
    return new Candidate(
        architecture, null, null, null, List.of(), null, 0, 0, false, "not tried: " + why);
  }

  Candidate judged(boolean isChosen, String reason) {
    return new Candidate(
        architecture,
        student,
        evidence,
        tested,
        unseen,
        calibration,
        millis,
        bytes,
        isChosen,
        reason);
  }

  /** A number of errors in words. */
  public static String errors(int errors) {
    return errors == 1 ? "1 error" : errors + " errors";
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("student", architecture.label());
    if (evidence == null) {
      json.putNull("metric").putNull("low").putNull("high").putNull("millis").putNull("bytes");
    } else {
      int n = evidence.size();
      int right = n - evidence.errors();
      json.put("metric", n == 0 ? 0 : (double) right / n);
      json.put("low", n == 0 ? 0 : ExactBound.lower(right, n, Verdict.LEVEL));
      json.put("high", n == 0 ? 1 : ExactBound.upper(right, n, Verdict.LEVEL));
      json.put("millis", millis);
      json.put("bytes", bytes);
    }
    return json.put("chosen", chosen).put("why", why);
  }
}
