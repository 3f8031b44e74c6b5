package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.verify.FieldEvidence.Claim;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.Sureness;
import java.util.ArrayList;
import java.util.List;

/**
 * What an extractor's confidences are worth, field by field, from claims about samples it had not
 * seen: logistic regression on their log odds (Platt 1999). A few claims say little, so the line is
 * drawn to what confidences say by themselves, and as if one more claim than was seen had gone
 * either way.
 */
public final class Weighing {

  /** Of fewer claims it is not said what they are worth. */
  private static final int LEAST = 30;

  /** How strongly the line is drawn to that on which confidences are what they are. */
  private static final double RIDGE = 1;

  private static final int STEPS = 50;

  private Weighing() {}

  /** The form with what was learned of its fields' confidences. */
  public static Form of(FieldEvidence evidence, Form form) {
    Claims values = Claims.of(evidence, form, false);
    Claims absences = Claims.of(evidence, form, true);
    List<Sureness> sure = new ArrayList<>();
    List<Sureness> none = new ArrayList<>();
    for (Form.Blank blank : form.blanks()) {
      sure.add(of(values.telling(blank.name())));
      none.add(of(absences.telling(blank.name())));
    }
    return form.with(sure, none);
  }

  /** Newton's method; the loss is convex, and a step that does not help is halved. */
  static Sureness of(List<Claim> claims) {
    if (claims.size() < LEAST) {
      return Sureness.AS_IT_IS;
    }
    double right = claims.stream().filter(Claim::right).count();
    double yes = (right + 1) / (right + 2);
    double no = 1 / (claims.size() - right + 2);
    double slope = 1;
    double shift = 0;
    double loss = loss(claims, yes, no, slope, shift);
    for (int step = 0; step < STEPS; step++) {
      double bySlope = RIDGE * (slope - 1);
      double byShift = RIDGE * shift;
      double slopes = RIDGE;
      double shifts = RIDGE;
      double both = 0;
      for (Claim claim : claims) {
        double odds = Sureness.odds(claim.confidence());
        double p = 1 / (1 + StrictMath.exp(-slope * odds - shift));
        double off = p - (claim.right() ? yes : no);
        double weight = p * (1 - p);
        bySlope += off * odds;
        byShift += off;
        slopes += weight * odds * odds;
        shifts += weight;
        both += weight * odds;
      }
      double determinant = slopes * shifts - both * both;
      double slopeStep = (shifts * bySlope - both * byShift) / determinant;
      double shiftStep = (slopes * byShift - both * bySlope) / determinant;
      double part = 1;
      double next = loss(claims, yes, no, slope - slopeStep, shift - shiftStep);
      while (next > loss && part > 1e-4) {
        part /= 2;
        next = loss(claims, yes, no, slope - part * slopeStep, shift - part * shiftStep);
      }
      if (!(next < loss - 1e-9)) {
        break;
      }
      slope -= part * slopeStep;
      shift -= part * shiftStep;
      loss = next;
    }
    return new Sureness(
        Math.clamp(slope, Sureness.FLATTEST, Sureness.STEEPEST),
        Math.clamp(shift, -Sureness.FARTHEST, Sureness.FARTHEST));
  }

  private static double loss(
      List<Claim> claims, double yes, double no, double slope, double shift) {
    double loss = RIDGE * ((slope - 1) * (slope - 1) + shift * shift) / 2;
    for (Claim claim : claims) {
      double odds = slope * Sureness.odds(claim.confidence()) + shift;
      double truth = claim.right() ? yes : no;
      // log(1 + exp(x)) that does not overflow
      loss += Math.max(odds, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(odds))) - truth * odds;
    }
    return loss;
  }
}
