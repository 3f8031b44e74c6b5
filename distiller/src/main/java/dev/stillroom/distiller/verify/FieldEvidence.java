package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an extractor said of samples it had not seen, in the order of the split. Values are compared
 * as multisets, white space folded.
 */
public record FieldEvidence(List<Row> rows) {

  /**
   * One field of one sample.
   *
   * @param hits values that are wanted and were guessed
   * @param guessed how many values were guessed, sure or not
   * @param wanted how many there are
   */
  public record Outcome(String field, int hits, int guessed, int wanted, double confidence) {
    public boolean right() {
      return hits == guessed && hits == wanted;
    }
  }

  /** The fields of one sample that the person looked at. */
  public record Row(List<Outcome> outcomes) {
    public Row {
      outcomes = List.copyOf(outcomes);
    }

    /** 2 x hits / (guessed + wanted); 1 where there is nothing and nothing was guessed. */
    public double f1() {
      return FieldEvidence.f1(outcomes);
    }
  }

  public FieldEvidence {
    rows = List.copyOf(rows);
  }

  /** Trains on each fold and predicts what it left out. */
  public static FieldEvidence gather(FieldTrainer.Course course, List<Sample> samples, Split split)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Split.Fold fold : split.folds()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while verifying");
      }
      Extractor extractor = course.train(fold.train());
      rows.addAll(of(extractor, fold.predict().stream().map(samples::get).toList()).rows());
    }
    return new FieldEvidence(rows);
  }

  /** What one extractor says of these samples, where it always answers. */
  public static FieldEvidence of(Extractor extractor, List<Sample> samples) {
    List<Row> rows = new ArrayList<>();
    for (Sample sample : samples) {
      rows.add(row(extractor.extract(sample.example().input()), sample));
    }
    return new FieldEvidence(rows);
  }

  private static Row row(Extraction extraction, Sample sample) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Map.Entry<String, Sample.Wanted> field : sample.wanted().entrySet()) {
      Extraction.Filled filled = extraction.field(field.getKey()).orElse(null);
      List<String> guess = filled == null ? List.of() : filled.values();
      List<String> wanted = field.getValue().values();
      int hits = hits(guess, wanted);
      // Of a list that was only begun, what goes on is not known to be wrong.
      int guessed = field.getValue().begun() ? Math.max(hits, wanted.size()) : guess.size();
      double confidence = filled == null ? 0 : filled.confidence();
      outcomes.add(new Outcome(field.getKey(), hits, guessed, wanted.size(), confidence));
    }
    return new Row(outcomes);
  }

  private static int hits(List<String> guess, List<String> wanted) {
    Map<String, Integer> left = new HashMap<>();
    wanted.forEach(value -> left.merge(Samples.fold(value), 1, Integer::sum));
    int hits = 0;
    for (String value : guess) {
      if (left.merge(Samples.fold(value), -1, Integer::sum) >= 0) {
        hits++;
      }
    }
    return hits;
  }

  /** Micro F1 of the values when it always answers. */
  public double f1() {
    return f1(rows.stream().flatMap(row -> row.outcomes().stream()).toList());
  }

  /** How many samples are not wholly right. */
  public int errors() {
    return (int) rows.stream().filter(r -> !r.outcomes().stream().allMatch(Outcome::right)).count();
  }

  /** Micro F1 of one field. */
  public double f1(String field) {
    return f1(of(field));
  }

  public List<Outcome> of(String field) {
    return rows.stream()
        .flatMap(row -> row.outcomes().stream())
        .filter(outcome -> outcome.field().equals(field))
        .toList();
  }

  static double f1(List<Outcome> outcomes) {
    int hits = 0;
    int all = 0;
    for (Outcome outcome : outcomes) {
      hits += outcome.hits();
      all += outcome.guessed() + outcome.wanted();
    }
    return all == 0 ? 1 : 2.0 * hits / all;
  }
}
