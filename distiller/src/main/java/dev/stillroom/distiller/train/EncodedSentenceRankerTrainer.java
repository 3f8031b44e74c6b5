package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.train.summary.EncodedCourse;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.student.Architecture;
import java.util.List;

/** Trains rankers that also weigh what the shared encoder makes of each sentence. */
final class EncodedSentenceRankerTrainer implements SummaryTrainer {

  /** With fewer texts 384 more numbers only fit chance. */
  private static final int ENOUGH = 40;

  /** What the encoder takes for these is some minutes. */
  private static final int MOST_SENTENCES = 20_000;

  @Override
  public Architecture architecture() {
    return Architecture.ENCODED_SENTENCE_RANKER;
  }

  @Override
  public String pointless(List<Abridged> all) {
    int sentences = all.stream().mapToInt(one -> one.features().size()).sum();
    if (all.size() < ENOUGH) {
      return "it takes " + ENOUGH + " examples, there are " + all.size();
    }
    if (sentences > MOST_SENTENCES) {
      return "reading " + sentences + " sentences would take minutes";
    }
    return EncoderHeadTrainer.installed().isEmpty()
        ? "the encoder " + EncoderModel.current().file() + " is not installed"
        : null;
  }

  @Override
  public Course course(List<Abridged> all, long seed) throws InterruptedException {
    return new EncodedCourse(all, seed, EncoderHeadTrainer.installed().orElseThrow());
  }
}
