package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.verify.FieldEvidence.Claim;
import dev.stillroom.runtime.student.Form;
import java.util.ArrayList;
import java.util.List;

/** From which confidence on a field is filled in, so that few of the answers given are wrong. */
public final class Thresholds {

  /** Where there is too little to choose by. */
  public static final double DEFAULT = 0.5;

  private static final int LEAST = 10;

  /** A field with fewer claims is judged by those of all fields, where these are many. */
  private static final int ENOUGH = 30;

  private static final int MANY = 100;

  private Thresholds() {}

  /**
   * @param target how many of the answers given may be wrong, in (0, 1)
   */
  public static Form of(FieldEvidence evidence, Form form, double target) {
    List<Form.Least> thresholds = new ArrayList<>();
    List<Claim> values = new ArrayList<>();
    List<Claim> absences = new ArrayList<>();
    for (Form.Blank blank : form.blanks()) {
      evidence
          .of(blank.name())
          .forEach(o -> (o.isAbsence() ? absences : values).addAll(o.claims()));
    }
    for (Form.Blank blank : form.blanks()) {
      List<Claim> own = new ArrayList<>();
      List<Claim> none = new ArrayList<>();
      evidence.of(blank.name()).forEach(o -> (o.isAbsence() ? none : own).addAll(o.claims()));
      thresholds.add(
          new Form.Least(of(telling(own, values), target), of(telling(none, absences), target)));
    }
    return form.with(thresholds);
  }

  private static List<Claim> telling(List<Claim> own, List<Claim> all) {
    return own.size() < ENOUGH && all.size() >= MANY ? all : own;
  }

  /** The lowest that keeps the target; where none does, the one with the fewest errors. */
  private static double of(List<Claim> claims, double target) {
    if (claims.size() < LEAST) {
      return DEFAULT;
    }
    List<Claim> sorted =
        claims.stream().sorted((a, b) -> Double.compare(b.confidence(), a.confidence())).toList();
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
