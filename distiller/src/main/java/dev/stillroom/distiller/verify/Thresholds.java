package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.verify.FieldEvidence.Outcome;
import dev.stillroom.runtime.student.Form;
import java.util.List;

/** From which confidence on a field is filled in, so that few of the answers given are wrong. */
public final class Thresholds {

  /** Where there is too little to choose by. */
  public static final double DEFAULT = 0.5;

  private static final int LEAST = 10;

  private Thresholds() {}

  /**
   * @param target how many of the answers given may be wrong, in (0, 1)
   */
  public static Form of(FieldEvidence evidence, Form form, double target) {
    double[] thresholds = new double[form.blanks().size()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = of(evidence.of(form.blanks().get(i).name()), target);
    }
    return form.with(thresholds);
  }

  /** The lowest that keeps the target; where none does, the one with the fewest errors. */
  private static double of(List<Outcome> outcomes, double target) {
    if (outcomes.size() < LEAST) {
      return DEFAULT;
    }
    List<Outcome> sorted =
        outcomes.stream().sorted((a, b) -> Double.compare(b.confidence(), a.confidence())).toList();
    double best = DEFAULT;
    double fewest = Double.POSITIVE_INFINITY;
    int wrong = 0;
    for (int i = 0; i < sorted.size(); i++) {
      wrong += sorted.get(i).right() ? 0 : 1;
      boolean last = i + 1 == sorted.size();
      double confidence = sorted.get(i).confidence();
      if (last || sorted.get(i + 1).confidence() < confidence) {
        double share = (double) wrong / (i + 1);
        if (share <= target || share < fewest) {
          fewest = share <= target ? target : share;
          // What is surer than all that was seen wrong is answered, though it was not seen yet.
          best = last && share <= target ? Math.min(DEFAULT, confidence) : confidence;
        }
      }
    }
    return best;
  }
}
