package dev.stillroom.distiller.verify;

import dev.stillroom.runtime.student.Choosing.Sure;
import java.util.Comparator;
import java.util.List;

/** From outcomes to how sure a summarizer may say it is, and when it had better keep silent. */
public final class SummarySureness {

  /** With fewer sentences that were chosen nothing is said about how sure one may be. */
  private static final int ENOUGH = 30;

  private static final int ROUNDS = 400;
  private static final double RATE = 0.5;

  /** How much the belief before counts, in sentences. */
  private static final double BEFORE = 5;

  private static final int PARTS = 10;

  private SummarySureness() {}

  /** A logistic regression on what became of the sentences that were chosen (Platt 1999). */
  public static Sure fit(SummaryEvidence evidence) {
    List<SummaryEvidence.Mark> marks =
        evidence.rows().stream().flatMap(row -> row.marks().stream()).toList();
    if (marks.size() < ENOUGH) {
      return Sure.UNTRIED;
    }
    double[] mean = new double[2];
    for (SummaryEvidence.Mark mark : marks) {
      mean[0] += mark.above() / marks.size();
      mean[1] += Sure.odds(mark.blindly()) / marks.size();
    }
    double bias = 0;
    double margin = 0;
    double share = 1;
    double scale = 1e-9;
    for (SummaryEvidence.Mark mark : marks) {
      scale = Math.max(scale, Math.abs(mark.above() - mean[0]));
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[] slope = new double[3];
      for (SummaryEvidence.Mark mark : marks) {
        double above = (mark.above() - mean[0]) / scale;
        double odds = Sure.odds(mark.blindly());
        double said = 1 / (1 + Math.exp(-(bias + margin * above + share * odds)));
        double wrong = said - (mark.kept() ? 1 : 0);
        slope[0] += wrong;
        slope[1] += wrong * above;
        slope[2] += wrong * (odds - mean[1]);
      }
      int n = marks.size();
      bias -= RATE * 4 * (slope[0] + BEFORE * bias / n) / n;
      margin -= RATE * 4 * (slope[1] + BEFORE * margin / n) / n;
      share -= RATE * (slope[2] + BEFORE * (share - 1) / n) / n;
    }
    double perWorth = margin / scale;
    return new Sure(bias - perWorth * mean[0], perWorth, share);
  }

  /**
   * The confidence from which on no more than a share of the sentences said would not be kept; 1
   * where no confidence promises that.
   */
  public static double threshold(SummaryEvidence evidence, double target) {
    List<SummaryEvidence.Row> sorted =
        evidence.rows().stream()
            .sorted(Comparator.comparingDouble(row -> -row.confidence()))
            .toList();
    double wrong = 0;
    double threshold = 1;
    for (int i = 0; i < sorted.size(); i++) {
      wrong += 1 - sorted.get(i).agreement();
      boolean last = i + 1 == sorted.size();
      boolean tie = !last && sorted.get(i + 1).confidence() == sorted.get(i).confidence();
      if (!tie && wrong <= target * (i + 1)) {
        threshold = last ? 0 : sorted.get(i).confidence();
      }
    }
    return threshold;
  }

  /** The mean distance between what was said and what was so, over tenths of the texts. */
  public static double calibrationError(SummaryEvidence evidence) {
    List<SummaryEvidence.Row> sorted =
        evidence.rows().stream()
            .sorted(Comparator.comparingDouble(SummaryEvidence.Row::confidence))
            .toList();
    int n = sorted.size();
    double sum = 0;
    for (int part = 0; part < PARTS; part++) {
      List<SummaryEvidence.Row> rows = sorted.subList(part * n / PARTS, (part + 1) * n / PARTS);
      double said = 0;
      double kept = 0;
      for (SummaryEvidence.Row row : rows) {
        said += row.confidence();
        kept += row.agreement();
      }
      sum += Math.abs(said - kept);
    }
    return n == 0 ? 0 : sum / n;
  }
}
