package dev.stillroom.distiller.train.summary;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import java.util.List;

/** How much repeating costs a sentence: what made the best summaries of some texts. */
final class Repetition {

  private static final double[] TRIED = {1, 0, 0.5, 2, 4};

  /** So many texts tell. */
  private static final int ENOUGH = 200;

  /** Better by less than this is chance. */
  private static final double NOISE = 0.002;

  interface Trial {
    Summary of(int text, double repetition);
  }

  private Repetition() {}

  static double best(List<Abridged> all, List<Integer> which, Budget budget, Trial trial) {
    if (budget.unit() == Budget.Unit.SENTENCES && budget.amount() < 2) {
      return TRIED[0];
    }
    double best = TRIED[0];
    double most = Double.NEGATIVE_INFINITY;
    for (double repetition : TRIED) {
      double sum = 0;
      int n = 0;
      for (int text : which.subList(0, Math.min(ENOUGH, which.size()))) {
        if (!all.get(text).references().isEmpty()) {
          sum += all.get(text).score(trial.of(text, repetition).text()).worth();
          n++;
        }
      }
      double mean = n == 0 ? 0 : sum / n;
      if (mean > most + NOISE) {
        most = mean;
        best = repetition;
      }
    }
    return best;
  }
}
