package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.features.Vector;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.Student;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Softmax regression over the hashed features that occur, each weighed by how rare it is; then
 * rounded to eight bits a weight, and the lightest weights dropped down to the size.
 */
final class HashedLinearTrainer implements Trainer {

  /** The strength of the penalty, against a loss summed over the examples. */
  private static final double PENALTY = 0.5;

  private static final int EPOCHS = 20;

  private static final int SAMPLED = 100;

  /** Mean duality gap of a row, in nats. */
  private static final double TOLERANCE = 0.01;

  @Override
  public Architecture architecture() {
    return Architecture.HASHED_LINEAR;
  }

  @Override
  public boolean learnsOutOfScope() {
    return true;
  }

  @Override
  public HashedLinear train(List<Item> items, List<String> labels) {
    return new Hashed(items, labels).train(IntStream.range(0, items.size()).boxed().toList());
  }

  @Override
  public double work(List<Item> items, List<String> labels) {
    double terms = 0;
    int step = 1 + items.size() / SAMPLED;
    for (int i = 0; i < items.size(); i += step) {
      terms += step * (double) Vector.of(items.get(i).features()).hashes().length;
    }
    // Each epoch scores and updates; the rest is for quantizing and looking at what came of it.
    return 3 * EPOCHS * terms * labels.size();
  }

  @Override
  public Course course(List<Item> items, List<String> labels) {
    return new Hashed(items, labels);
  }

  /**
   * How words are seen.
   *
   * @param telling whether columns are weighed by how much they tell of the labels
   * @param beginnings whether it counts how texts and their lines begin
   */
  private record Words(boolean telling, boolean beginnings) {}

  private static final class Hashed implements Course {

    private final List<String> labels;
    private final Corpus corpus;
    private final Corpus plain;

    /**
     * Whether the texts are what people wrote, of which it can be told what is strange: a new file
     * name or host is nothing strange where the type decides. Where many examples are told wrongly
     * the threshold alone keeps silent about what is strange; where all are told rightly it is low.
     */
    private final boolean prose;

    /** How examples are seen; null before that is known. */
    private Words words;

    Hashed(List<Item> items, List<String> labels) {
      this.labels = labels;
      this.corpus = Corpus.of(items);
      this.plain = corpus.withoutBeginnings();
      this.prose =
          2 * items.stream().filter(item -> EncoderHeadTrainer.isProse(item.features())).count()
              >= items.size();
    }

    @Override
    public HashedLinear train(List<Integer> which) {
      int[] rows = which.stream().mapToInt(Integer::intValue).toArray();
      int size = labels.size();
      if (words == null) {
        // Once for all students of the course, by what the first may learn from.
        words = words(new Halves(corpus.rows().labels(), rows, size, PENALTY));
      }
      Corpus seen = seen(words, rows);
      float[] weights = DualAscent.train(seen.rows(), rows, size, PENALTY, EPOCHS, TOLERANCE);
      return Quantization.of(seen, rows, weights, labels, 0);
    }

    private Words words(Halves halves) {
      Words best = new Words(false, false);
      if (!halves.areEnough()) {
        return best;
      }
      double least = halves.loss(half -> seen(new Words(false, false), half).rows());
      for (Words changed : List.of(new Words(true, false), new Words(false, true))) {
        Words both =
            new Words(
                best.telling() || changed.telling(), best.beginnings() || changed.beginnings());
        double loss = halves.loss(half -> seen(both, half).rows());
        if (loss < least) {
          best = both;
          least = loss;
        }
      }
      return best;
    }

    private Corpus seen(Words how, int[] learned) {
      Corpus chosen = how.beginnings() ? corpus : plain;
      return how.telling() ? chosen.telling(learned, labels.size()) : chosen;
    }

    @Override
    public Said ask(Student student, int item) {
      Vector vector = corpus.vectors().get(item);
      HashedLinear linear = (HashedLinear) student;
      double[] probabilities = linear.probabilities(vector);
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return prose
          ? new Said(probabilities, best, linear.kinship(vector))
          : new Said(probabilities, best);
    }
  }
}
