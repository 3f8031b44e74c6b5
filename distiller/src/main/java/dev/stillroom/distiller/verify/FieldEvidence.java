package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.Sureness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an extractor said of samples it had not seen, in the order of the split. Values are compared
 * as multisets, white space folded.
 *
 * @param unseen what was asked of which extractor
 */
public record FieldEvidence(List<Row> rows, List<FieldRobustness.Unseen> unseen) {

  /** Something it would say, how sure it is and whether that is right. */
  public record Claim(double confidence, boolean right) {}

  /**
   * One field of one sample.
   *
   * @param hits values that are wanted and were guessed
   * @param guessed how many values were guessed, sure or not
   * @param wanted how many there are
   * @param claims one, or one for each guessed value where each has a confidence of its own
   */
  public record Outcome(String field, int hits, int guessed, int wanted, List<Claim> claims) {
    public Outcome {
      claims = List.copyOf(claims);
    }

    public boolean right() {
      return hits == guessed && hits == wanted;
    }

    Outcome weighed(Form.Blank blank) {
      Sureness sure = isAbsence() ? blank.sureOfNone() : blank.sure();
      return new Outcome(
          field,
          hits,
          guessed,
          wanted,
          claims.stream().map(c -> new Claim(sure.of(c.confidence()), c.right())).toList());
    }

    /** Whether it claims that there is no value. */
    boolean isAbsence() {
      return guessed == 0;
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
    unseen = List.copyOf(unseen);
  }

  /** Those of samples that a person filled in. */
  public FieldEvidence verifying() {
    List<Row> own = new ArrayList<>();
    List<FieldRobustness.Unseen> ownUnseen = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (unseen.get(i).sample().mayVerify()) {
        own.add(rows.get(i));
        ownUnseen.add(unseen.get(i));
      }
    }
    return new FieldEvidence(own, ownUnseen);
  }

  /** The same claims, as sure as a form with these fields makes them. */
  public FieldEvidence weighed(Form form) {
    Map<String, Form.Blank> blanks = new HashMap<>();
    form.blanks().forEach(blank -> blanks.put(blank.name(), blank));
    List<Row> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(new Row(row.outcomes().stream().map(o -> o.weighed(blanks.get(o.field()))).toList()));
    }
    return new FieldEvidence(all, unseen);
  }

  /** Trains on each fold and predicts what it left out. */
  public static FieldEvidence gather(FieldTrainer.Course course, List<Sample> samples, Split split)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    List<FieldRobustness.Unseen> unseen = new ArrayList<>();
    for (Split.Fold fold : split.folds()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while verifying");
      }
      Extractor extractor = course.train(fold.train());
      FieldEvidence part = of(course, extractor, samples, fold.predict());
      rows.addAll(part.rows());
      unseen.addAll(part.unseen());
    }
    return new FieldEvidence(rows, unseen);
  }

  /** What an extractor of a course says of some of its samples, where it always answers. */
  public static FieldEvidence of(
      FieldTrainer.Course course, Extractor extractor, List<Sample> samples, List<Integer> which) {
    List<Row> rows = new ArrayList<>();
    for (int i : which) {
      Sample sample = samples.get(i);
      Extraction said =
          course.known(extractor, i).orElseGet(() -> extractor.extract(sample.example().input()));
      rows.add(row(said, sample));
    }
    return new FieldEvidence(rows, unseen(extractor, which.stream().map(samples::get).toList()));
  }

  private static List<FieldRobustness.Unseen> unseen(Extractor extractor, List<Sample> samples) {
    return samples.stream().map(s -> new FieldRobustness.Unseen(extractor, s)).toList();
  }

  /** What one extractor says of these samples, where it always answers. */
  public static FieldEvidence of(Extractor extractor, List<Sample> samples) {
    List<Row> rows = new ArrayList<>();
    for (Sample sample : samples) {
      rows.add(row(extractor.extract(sample.example().input()), sample));
    }
    return new FieldEvidence(rows, unseen(extractor, samples));
  }

  private static Row row(Extraction extraction, Sample sample) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Map.Entry<String, Sample.Wanted> field : sample.wanted().entrySet()) {
      Extraction.Filled filled = extraction.field(field.getKey()).orElse(null);
      outcomes.add(
          filled == null
              ? new Outcome(field.getKey(), 0, 0, field.getValue().values().size(), List.of())
              : outcome(filled, field.getValue()));
    }
    return new Row(outcomes);
  }

  private static Outcome outcome(Extraction.Filled filled, Sample.Wanted wanted) {
    Form.Guess guess = filled.guess();
    Map<String, Integer> left = new HashMap<>();
    wanted.values().forEach(value -> left.merge(Samples.fold(value), 1, Integer::sum));
    List<Claim> claims = new ArrayList<>();
    boolean apart = filled.list() && !guess.each().isEmpty();
    int hits = 0;
    for (int i = 0; i < guess.values().size(); i++) {
      boolean hit = left.merge(Samples.fold(guess.values().get(i)), -1, Integer::sum) >= 0;
      hits += hit ? 1 : 0;
      if (apart && (hit || !wanted.begun())) {
        claims.add(new Claim(guess.each().get(i), hit));
      }
    }
    int all = wanted.values().size();
    // Of a list that was only begun, what goes on is not known to be wrong.
    int guessed = wanted.begun() ? Math.max(hits, all) : guess.values().size();
    if (!apart) {
      claims.add(new Claim(filled.confidence(), hits == guessed && hits == all));
    }
    return new Outcome(filled.name(), hits, guessed, all, claims);
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
