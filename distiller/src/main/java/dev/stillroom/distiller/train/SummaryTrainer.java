package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import java.util.List;

/** Makes summarizers of one architecture; one file each. */
public interface SummaryTrainer {

  /** The baselines first, then what learns, smallest first. */
  List<SummaryTrainer> LADDER =
      List.of(
          new BaselineTrainers.Lead(),
          new BaselineTrainers.Central(),
          new BaselineTrainers.Untaught(),
          new SentenceRankerTrainer(),
          new EncodedSentenceRankerTrainer());

  /** How many of them learn nothing from the examples but the length. */
  int BASELINES = 3;

  Architecture architecture();

  /** What a card calls it. */
  default String label() {
    return architecture().label();
  }

  /** Whether it makes no sense to try, in a sentence; null where it does. */
  default String pointless(List<Abridged> all) {
    return null;
  }

  /** Summarizers that learn from parts of the same texts; what the parts share is made once. */
  interface Course {

    /**
     * @param which indices of texts
     * @param budget how long summaries are to be
     */
    Summarizer train(List<Integer> which, Budget budget) throws InterruptedException;

    /** What a summarizer of this course says of one of the texts. */
    Summary known(Summarizer summarizer, int text);
  }

  Course course(List<Abridged> all, long seed) throws InterruptedException;
}
