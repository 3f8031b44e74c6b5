package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a student said of examples it had not seen, in the order of the split; two students'
 * outcomes on the same split are pairs.
 */
public record Evidence(List<Outcome> outcomes) {

  /**
   * @param truth the index of the person's label
   * @param probabilities for each label, in the order of the labels
   * @param best the index of the label it would say
   */
  public record Outcome(int truth, double[] probabilities, int best) {
    public boolean right() {
      return best == truth;
    }

    public double confidence() {
      return probabilities[best];
    }
  }

  /** The error that abstention aims at, of the answers given. */
  static final double ERROR_WHEN_ANSWERING = 0.05;

  /** With fewer outcomes neither a temperature nor a threshold means anything. */
  static final int ENOUGH_TO_CALIBRATE = 30;

  private static final double RULE_ANSWERS_FROM = 0.8;

  /** Trains on each fold and predicts what it left out. */
  public static Evidence gather(
      Trainer trainer, List<Item> items, List<String> labels, Split split) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Split.Fold fold : split.folds()) {
      List<Item> train = fold.train().stream().map(items::get).toList();
      Student student = trainer.train(train, labels);
      for (int i : fold.predict()) {
        outcomes.add(outcome(student, items.get(i), labels));
      }
    }
    return new Evidence(outcomes);
  }

  public static Outcome outcome(Student student, Item item, List<String> labels) {
    Prediction prediction = student.predict(item.input());
    double[] probabilities = new double[labels.size()];
    for (Prediction.Ranked ranked : prediction.ranked()) {
      probabilities[labels.indexOf(ranked.label())] = ranked.probability();
    }
    return new Outcome(item.label(), probabilities, labels.indexOf(prediction.best()));
  }

  public int errors() {
    return (int) outcomes.stream().filter(outcome -> !outcome.right()).count();
  }

  public int size() {
    return outcomes.size();
  }

  /**
   * How a student with these outcomes should answer: a temperature, then a threshold. A rule list's
   * confidences are shares of examples and need no temperature; a few noisy examples must not
   * silence a whole rule, so a rule right four times in five always answers.
   */
  public Answering calibrate(List<String> labels, Architecture architecture) {
    if (size() < ENOUGH_TO_CALIBRATE) {
      return new Answering(labels);
    }
    return switch (architecture) {
      case MAJORITY, TEXT_PROGRAM -> new Answering(labels);
      case RULE_LIST -> new Answering(labels, 1, Math.min(threshold(), RULE_ANSWERS_FROM));
      case HASHED_LINEAR -> {
        double temperature = temperature();
        yield new Answering(labels, temperature, softened(temperature).threshold());
      }
    };
  }

  /** These outcomes as they would be at a temperature. */
  public Evidence softened(double temperature) {
    if (temperature == 1) {
      return this;
    }
    return new Evidence(
        outcomes.stream()
            .map(o -> new Outcome(o.truth(), soften(o.probabilities(), temperature), o.best()))
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

  /** The temperature under which what happened was most probable. */
  private double temperature() {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int step = -16; step <= 16; step++) {
      double temperature = StrictMath.pow(2, step / 8.0);
      double loss = 0;
      for (Outcome outcome : outcomes) {
        double truth = soften(outcome.probabilities(), temperature)[outcome.truth()];
        loss -= StrictMath.log(Math.max(truth, 1e-12));
      }
      if (loss < least) {
        least = loss;
        best = temperature;
      }
    }
    return best;
  }

  /**
   * The lowest confidence from which answers are wrong rarely enough; where no confidence is, the
   * one from which they are wrong least.
   */
  private double threshold() {
    List<Outcome> sorted = new ArrayList<>(outcomes);
    sorted.sort(Comparator.comparingDouble(Outcome::confidence).reversed());
    int wrong = 0;
    double threshold = -1;
    double rarest = Double.POSITIVE_INFINITY;
    double atRarest = 0;
    for (int i = 0; i < sorted.size(); i++) {
      wrong += sorted.get(i).right() ? 0 : 1;
      boolean lastOfEquals =
          i + 1 == sorted.size() || sorted.get(i + 1).confidence() < sorted.get(i).confidence();
      double rate = (double) wrong / (i + 1);
      if (lastOfEquals && i + 1 >= ENOUGH_TO_CALIBRATE / 3) {
        if (rate <= ERROR_WHEN_ANSWERING) {
          threshold = i + 1 == sorted.size() ? 0 : sorted.get(i).confidence();
        }
        if (rate < rarest) {
          rarest = rate;
          atRarest = sorted.get(i).confidence();
        }
      }
    }
    return threshold >= 0 ? threshold : atRarest;
  }
}
