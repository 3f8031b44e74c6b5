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

  private static final int MANY = 100;

  private Thresholds() {}

  /**
   * @param target how many of the answers given may be wrong, in (0, 1)
   */
  public static Form of(FieldEvidence evidence, Form form, double target) {
    List<Form.Least> thresholds = new ArrayList<>();
    Claims values = Claims.of(evidence, form, false);
    Claims absences = Claims.of(evidence, form, true);
    for (Form.Blank blank : form.blanks()) {
      thresholds.add(
          new Form.Least(
              of(values.telling(blank.name()), target),
              of(absences.telling(blank.name()), target)));
    }
    return form.with(thresholds);
  }

  /**
   * The lowest that keeps the target. Where it silences more than half of what is right, nobody
   * named the target and there is enough to see it by: the lowest from which a claim is more likely
   * right than wrong; the card says how often it is wrong then.
   */
  private static double of(List<Claim> claims, double target) {
    double kept = keeping(claims, target);
    if (claims.size() < MANY || target != Calibration.ERROR_WHEN_ANSWERING) {
      return kept;
    }
    long right = claims.stream().filter(Claim::right).count();
    long said = claims.stream().filter(c -> c.right() && c.confidence() >= kept).count();
    return 2 * said >= right ? kept : Math.min(kept, likely(claims, kept));
  }

  /** A part of the claims, the surer ones first: how many, how many right, the least confidence. */
  private record Part(int size, int right, double least) {
    double share() {
      return (double) right / size;
    }

    Part and(Part next) {
      return new Part(size + next.size, right + next.right, next.least);
    }
  }

  /**
   * Where the share of right claims, made to fall with the confidence by pooling adjacent violators
   * (Ayer et al. 1955), passes a half.
   */
  private static double likely(List<Claim> claims, double otherwise) {
    List<Part> parts = new ArrayList<>();
    for (Claim claim : descending(claims)) {
      Part part = new Part(1, claim.right() ? 1 : 0, claim.confidence());
      while (!parts.isEmpty()
          && (parts.getLast().share() <= part.share() || parts.getLast().least() == part.least())) {
        part = parts.removeLast().and(part);
      }
      parts.add(part);
    }
    double threshold = otherwise;
    for (Part part : parts) {
      threshold = part.share() > 0.5 ? part.least() : threshold;
    }
    return threshold;
  }

  private static List<Claim> descending(List<Claim> claims) {
    return claims.stream()
        .sorted((a, b) -> Double.compare(b.confidence(), a.confidence()))
        .toList();
  }

  /** The lowest that keeps the target; where none does, the one with the fewest errors. */
  private static double keeping(List<Claim> claims, double target) {
    if (claims.size() < LEAST) {
      return DEFAULT;
    }
    List<Claim> sorted = descending(claims);
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
