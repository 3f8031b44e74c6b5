package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.CentralSentences;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.LeadSentences;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.student.UntaughtSentences;
import dev.stillroom.runtime.summary.Budget;
import java.util.List;
import java.util.function.Function;

/** What every summarizer has to beat; nothing is learned but how long a summary is. */
final class BaselineTrainers {

  private BaselineTrainers() {}

  /** How the text begins. */
  static final class Lead implements SummaryTrainer {
    @Override
    public Architecture architecture() {
      return Architecture.LEAD_SENTENCES;
    }

    @Override
    public Course course(List<Abridged> all, long seed) {
      return new Fixed(all, budget -> new LeadSentences(Choosing.of(budget)));
    }
  }

  /** What shares most with the rest. */
  static final class Central implements SummaryTrainer {
    @Override
    public Architecture architecture() {
      return Architecture.CENTRAL_SENTENCES;
    }

    @Override
    public Course course(List<Abridged> all, long seed) {
      return new Fixed(all, budget -> new CentralSentences(Choosing.of(budget)));
    }
  }

  /** By general rules: often as good, and nothing of anybody is in it. */
  static final class Untaught implements SummaryTrainer {
    @Override
    public Architecture architecture() {
      return Architecture.UNTAUGHT_SENTENCES;
    }

    @Override
    public Course course(List<Abridged> all, long seed) {
      return new Fixed(all, UntaughtSentences::of);
    }
  }

  /** The same whatever it is shown. */
  record Fixed(List<Abridged> all, Function<Budget, Summarizer> make)
      implements SummaryTrainer.Course {

    @Override
    public Summarizer train(List<Integer> which, Budget budget) {
      return make.apply(budget);
    }

    @Override
    public Summary known(Summarizer summarizer, int text) {
      return summarizer.summarize(all.get(text).features().document(), summarizer.budget());
    }
  }
}
