package dev.stillroom.distiller.train.summary;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.train.SummaryTrainer;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.SentenceRanker;
import dev.stillroom.runtime.student.SentenceWeights;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import java.util.List;

/** Rankers from parts of the same texts. */
public final class RankerCourse implements SummaryTrainer.Course {

  private final List<Abridged> all;
  private final long seed;
  private final RankerFit fit;

  public RankerCourse(List<Abridged> all, long seed) {
    this.all = all;
    this.seed = seed;
    fit = new RankerFit(all, null);
  }

  @Override
  public Summarizer train(List<Integer> which, Budget budget) throws InterruptedException {
    SentenceWeights weights = fit.fit(which, seed).weights();
    double repetition =
        Repetition.best(
            all,
            which,
            budget,
            (text, loss) ->
                new SentenceRanker(choosing(budget, loss), weights)
                    .summarize(all.get(text).features(), budget));
    return new SentenceRanker(choosing(budget, repetition), weights);
  }

  static Choosing choosing(Budget budget, double repetition) {
    return new Choosing(budget, repetition, Choosing.Sure.UNTRIED, 0);
  }

  @Override
  public Summary known(Summarizer summarizer, int text) {
    return ((SentenceRanker) summarizer).summarize(all.get(text).features(), summarizer.budget());
  }
}
