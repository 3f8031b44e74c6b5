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

  private static final class Hashed implements Course {

    private final List<String> labels;
    private final Corpus corpus;

    /** Whether columns are weighed by how much they tell; null before that is known. */
    private Boolean telling;

    Hashed(List<Item> items, List<String> labels) {
      this.labels = labels;
      this.corpus = Corpus.of(items);
    }

    @Override
    public HashedLinear train(List<Integer> which) {
      int[] rows = which.stream().mapToInt(Integer::intValue).toArray();
      int size = labels.size();
      if (telling == null) {
        // Once for all students of the course, by what the first may learn from.
        Halves halves = new Halves(corpus.rows().labels(), rows, size, PENALTY);
        telling =
            halves.areEnough()
                && halves.loss(half -> corpus.telling(half, size).rows())
                    < halves.loss(half -> corpus.rows());
      }
      Corpus seen = telling ? corpus.telling(rows, size) : corpus;
      float[] weights = DualAscent.train(seen.rows(), rows, size, PENALTY, EPOCHS, TOLERANCE);
      return Quantization.of(seen, rows, weights, labels, 0);
    }

    @Override
    public Said ask(Student student, int item) {
      Vector vector = corpus.vectors().get(item);
      double[] probabilities = ((HashedLinear) student).probabilities(vector);
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return new Said(probabilities, best);
    }
  }
}
