package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a student said of examples it had not seen, in the order of the split; two students'
 * outcomes on the same split are pairs.
 */
public record Evidence(List<Outcome> outcomes) {

  private static final int BINS = 15;

  /**
   * @param truth the index of the person's label, or {@link Item#OUT_OF_SCOPE}
   * @param probabilities for each label, in the order of the labels
   * @param best the index of the label it would say
   * @param kinship what the example has in common with those learned from; infinite where that is
   *     not told
   */
  public record Outcome(int truth, double[] probabilities, int best, double kinship) {
    public Outcome(int truth, double[] probabilities, int best) {
      this(truth, probabilities, best, Double.POSITIVE_INFINITY);
    }

    /** Whether it is answered. */
    public boolean answered(Answering answering) {
      return confidence() >= answering.threshold() && kinship >= answering.kinship();
    }

    public boolean right() {
      return best == truth;
    }

    public boolean inScope() {
      return truth != Item.OUT_OF_SCOPE;
    }

    public double confidence() {
      return probabilities[best];
    }
  }

  /** Trains on each fold and predicts what it left out. */
  public static Evidence gather(
      Trainer trainer, Trainer.Course course, List<Item> items, Split split) {
    return gather(trainer, course, items, split, new ArrayList<>());
  }

  /**
   * The same.
   *
   * @param unseen takes each student with the items it was asked and had not seen
   */
  public static Evidence gather(
      Trainer trainer,
      Trainer.Course course,
      List<Item> items,
      Split split,
      List<Robustness.Unseen> unseen) {
    List<Split.Fold> folds = split.folds();
    List<Asked> asked = new ArrayList<>();
    // The first by itself: what it may learn from settles how a course sees its examples.
    folds.stream().limit(1).forEach(fold -> asked.add(asked(trainer, course, items, fold)));
    Stream<Split.Fold> others = folds.stream().skip(1);
    asked.addAll(
        (course.trainsAtOnce() ? others.parallel() : others)
            .map(fold -> asked(trainer, course, items, fold))
            .toList());
    List<Outcome> outcomes = new ArrayList<>();
    for (int n = 0; n < folds.size(); n++) {
      Student student = asked.get(n).student();
      outcomes.addAll(asked.get(n).outcomes());
      for (int i : folds.get(n).predict()) {
        unseen.add(new Robustness.Unseen(student, items.get(i).input()));
      }
    }
    return new Evidence(outcomes);
  }

  private record Asked(Student student, List<Outcome> outcomes) {}

  private static Asked asked(
      Trainer trainer, Trainer.Course course, List<Item> items, Split.Fold fold) {
    Student student = course.train(learned(trainer, items, fold.train()));
    return new Asked(student, ask(course, student, items, fold.predict()));
  }

  /** Those of a split's predictions whose labels a person made. */
  public Evidence verifying(List<Item> items, Split split) {
    List<Integer> predicted = split.predicted();
    List<Outcome> own = new ArrayList<>();
    for (int i = 0; i < predicted.size(); i++) {
      if (items.get(predicted.get(i)).mayVerify()) {
        own.add(outcomes.get(i));
      }
    }
    return new Evidence(List.copyOf(own));
  }

  /** These outcomes and then those of others. */
  public Evidence and(Evidence others) {
    List<Outcome> all = new ArrayList<>(outcomes);
    all.addAll(others.outcomes());
    return new Evidence(all);
  }

  /** What one student of a course says of the items named. */
  public static Evidence of(
      Trainer.Course course, Student student, List<Item> items, List<Integer> which) {
    return new Evidence(ask(course, student, items, which));
  }

  private static List<Outcome> ask(
      Trainer.Course course, Student student, List<Item> items, List<Integer> which) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i : which) {
      Trainer.Said said = course.ask(student, i);
      outcomes.add(
          new Outcome(items.get(i).label(), said.probabilities(), said.best(), said.kinship()));
    }
    return outcomes;
  }

  /** Those of the items that a trainer can learn from. */
  public static List<Integer> learned(Trainer trainer, List<Item> items, List<Integer> which) {
    return trainer.learnsOutOfScope()
        ? which
        : which.stream().filter(i -> items.get(i).inScope()).toList();
  }

  /** How many of those in scope are wrong when it always answers. */
  public int errors() {
    return (int) outcomes.stream().filter(o -> o.inScope() && !o.right()).count();
  }

  /** How many are in scope. */
  public int size() {
    return (int) outcomes.stream().filter(Outcome::inScope).count();
  }

  /** These outcomes as they would be at a temperature. */
  public Evidence softened(double temperature) {
    if (temperature == 1) {
      return this;
    }
    return new Evidence(
        outcomes.stream()
            .map(
                o ->
                    new Outcome(
                        o.truth(), soften(o.probabilities(), temperature), o.best(), o.kinship()))
            .toList());
  }

  private static double[] soften(double[] probabilities, double temperature) {
    double[] soft = new double[probabilities.length];
    double sum = 0;
    for (int i = 0; i < soft.length; i++) {
      soft[i] = StrictMath.pow(probabilities[i], 1 / temperature);
      sum += soft[i];
    }
    for (int i = 0; i < soft.length; i++) {
      soft[i] /= sum;
    }
    return soft;
  }

  /**
   * How far confidences of answers at or above a threshold are from how often they are right: the
   * expected calibration error over bins of equal width.
   */
  public double calibrationError(double threshold) {
    return calibrationError(new Answering(List.of(), 1, threshold));
  }

  /** The same of what is answered. */
  public double calibrationError(Answering answering) {
    double[] promised = new double[BINS];
    double[] kept = new double[BINS];
    int answers = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.answered(answering)) {
        int bin = Math.clamp((int) (outcome.confidence() * BINS), 0, BINS - 1);
        promised[bin] += outcome.confidence();
        kept[bin] += outcome.right() ? 1 : 0;
        answers++;
      }
    }
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      error += Math.abs(promised[i] - kept[i]);
    }
    return answers == 0 ? 0 : error / answers;
  }
}
