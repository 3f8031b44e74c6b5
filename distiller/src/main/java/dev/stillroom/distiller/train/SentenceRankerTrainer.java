package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.train.summary.RankerCourse;
import dev.stillroom.runtime.student.Architecture;
import java.util.List;

/** Trains rankers on what is seen of a sentence without any encoder. */
final class SentenceRankerTrainer implements SummaryTrainer {

  @Override
  public Architecture architecture() {
    return Architecture.SENTENCE_RANKER;
  }

  @Override
  public Course course(List<Abridged> all, long seed) {
    return new RankerCourse(all, seed);
  }
}
