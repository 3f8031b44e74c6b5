package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How one architecture is trained. The same items give the same student, to the bit. */
public interface Trainer {

  /** The architectures, smallest first; the first is the baseline. */
  List<Trainer> LADDER =
      List.of(
          new MajorityTrainer(),
          new RuleListTrainer(),
          new HashedLinearTrainer(),
          new EncoderHeadTrainer());

  /** The architectures that need no encoder. */
  List<Trainer> SMALL = LADDER.subList(0, 3);

  /** The architectures with the one that takes minutes, which is tried only when asked for. */
  static List<Trainer> withAdapters(long seed, long deadline) {
    return Stream.concat(LADDER.stream(), Stream.of(new AdaptedHeadTrainer(seed, deadline)))
        .toList();
  }

  /**
   * What a student says of an item.
   *
   * @param probabilities for each label, in the order of the labels
   * @param best the index of the label it would say
   * @param kinship what the item has in common with those learned from; infinite where that is not
   *     told
   */
  record Said(double[] probabilities, int best, double kinship) {
    Said(double[] probabilities, int best) {
      this(probabilities, best, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Students of parts of the same items; what the parts share, such as features, is computed once.
   */
  interface Course {

    /**
     * @param which indices of items, at least one
     */
    Student train(List<Integer> which);

    /** What a student of this course says of an item: the same as its {@code predict}. */
    Said ask(Student student, int item);

    /** Whether several students may be trained at the same time, once the first one is there. */
    default boolean trainsAtOnce() {
      return true;
    }

    /** That a time limit cut its training short, in a sentence; null where none did. */
    default String cut() {
      return null;
    }
  }

  Architecture architecture();

  /**
   * @param items at least one; each with a label, unless this trainer learns from others too
   * @param labels the vocabulary; some labels may have no item here
   */
  Student train(List<Item> items, List<String> labels);

  /** Whether items that are out of scope, with no label, may stand among those to train on. */
  default boolean learnsOutOfScope() {
    return false;
  }

  /** Whether it makes no sense to try, in a sentence; null where it does. */
  default String pointless(List<Item> items, List<String> labels) {
    return null;
  }

  /** How many trainings its verification is worth; others than the slowest may take all. */
  default int mostFolds() {
    return Integer.MAX_VALUE;
  }

  /** The work that a course does once, whatever number of students it trains. */
  default double preparation(List<Item> items) {
    return 0;
  }

  /**
   * How much work one training is, in multiplications and additions, to tell the time beforehand.
   */
  default double work(List<Item> items, List<String> labels) {
    return 1e4 * items.size();
  }

  default Course course(List<Item> items, List<String> labels) {
    Map<String, Integer> indices = new HashMap<>();
    labels.forEach(label -> indices.put(label, indices.size()));
    return new Course() {
      @Override
      public Student train(List<Integer> which) {
        return Trainer.this.train(which.stream().map(items::get).toList(), labels);
      }

      @Override
      public Said ask(Student student, int item) {
        Prediction prediction = student.predict(items.get(item).input());
        double[] probabilities = new double[labels.size()];
        for (Prediction.Ranked ranked : prediction.ranked()) {
          probabilities[indices.get(ranked.label())] = ranked.probability();
        }
        return new Said(probabilities, indices.get(prediction.best()));
      }
    };
  }
}
