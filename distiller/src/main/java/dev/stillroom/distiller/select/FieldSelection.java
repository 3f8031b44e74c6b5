package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.Thresholds;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Walks up the ladder of extractors: the smallest that is better than the baseline is taken, a
 * larger one instead only where it is better beyond the noise on the same samples.
 *
 * @param candidates in the order of the ladder; the first is the baseline
 */
public record FieldSelection(List<FieldCandidate> candidates) {

  /** How surprising a larger extractor's lead must be. */
  private static final double NOISE = 0.05;

  private static final int TIMED = 50;
  private static final long TIMED_NANOS = 400_000_000;

  public FieldCandidate chosen() {
    return candidates.stream().filter(FieldCandidate::chosen).findFirst().orElseThrow();
  }

  public FieldCandidate baseline() {
    return candidates.getFirst();
  }

  /**
   * Trains and compares.
   *
   * @param target how many of the answers given may be wrong, in (0, 1)
   * @param started {@link System#nanoTime} at the job's beginning
   */
  public static FieldSelection of(
      Samples samples,
      Split split,
      Limits limits,
      double target,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    List<FieldTrainer> ladder = FieldTrainer.LADDER;
    Speed speed = limits.maxSeconds() > 0 ? Speed.measured() : null;
    List<FieldCandidate> tried = new ArrayList<>();
    for (FieldTrainer trainer : ladder) {
      Architecture architecture = trainer.architecture();
      progress.report(0.1 + 0.7 * tried.size() / ladder.size(), "training " + architecture.label());
      String pointless = trainer.pointless(samples.samples());
      if (pointless == null && speed != null && !tried.isEmpty()) {
        pointless = tooLate(trainer, samples, split, speed, limits, started);
      }
      tried.add(
          pointless != null
              ? FieldCandidate.notTried(architecture, pointless)
              : attempt(trainer, samples, split, target));
    }
    return new FieldSelection(choose(tried, limits));
  }

  private static String tooLate(
      FieldTrainer trainer,
      Samples samples,
      Split split,
      Speed speed,
      Limits limits,
      long started) {
    double work = trainer.work(samples.samples(), samples.form());
    double seconds = speed.seconds(work * (split.folds().size() + (split.shipsFirst() ? 0 : 1)));
    double left = limits.maxSeconds() - (System.nanoTime() - started) / 1e9;
    return seconds <= left
        ? null
        : String.format(Locale.ROOT, "it would take about %.1f s, %.1f s were left", seconds, left);
  }

  private static FieldCandidate attempt(
      FieldTrainer trainer, Samples samples, Split split, double target)
      throws InterruptedException {
    List<Sample> all = samples.samples();
    FieldTrainer.Course course = trainer.course(all, samples.form());
    Extractor extractor;
    FieldEvidence evidence;
    if (split.shipsFirst()) {
      Split.Fold fold = split.folds().getFirst();
      extractor = course.train(fold.train());
      evidence = FieldEvidence.of(extractor, fold.predict().stream().map(all::get).toList());
    } else {
      extractor = course.train(FieldTrainer.all(all));
      evidence = FieldEvidence.gather(course, all, split);
    }
    Extractor ready = extractor.with(Thresholds.of(evidence, extractor.form(), target));
    long bytes = PackWriter.bytes(ready, JsonNodeFactory.instance.objectNode()).length;
    double millis = latency(ready, all)[0];
    return new FieldCandidate(trainer.architecture(), ready, evidence, millis, bytes, false, "");
  }

  /** The median and the 95th percentile of an extraction's time, in milliseconds. */
  public static double[] latency(Extractor extractor, List<Sample> samples) {
    double[] millis = new double[TIMED];
    int timed = 0;
    long begun = System.nanoTime();
    for (int i = -5; timed < millis.length; i++) {
      long start = System.nanoTime();
      if (timed > 0 && start - begun > TIMED_NANOS) {
        break;
      }
      extractor.extract(samples.get(Math.floorMod(i, samples.size())).example().input());
      if (i >= 0 || start - begun > TIMED_NANOS / 4) {
        millis[timed++] = (System.nanoTime() - start) / 1e6;
      }
    }
    millis = Arrays.copyOf(millis, timed);
    Arrays.sort(millis);
    return new double[] {millis[timed / 2], millis[timed * 95 / 100]};
  }

  private static List<FieldCandidate> choose(List<FieldCandidate> tried, Limits limits)
      throws JobFailure {
    FieldCandidate baseline = tried.getFirst();
    FieldCandidate best = null;
    List<FieldCandidate> judged = new ArrayList<>();
    for (FieldCandidate candidate : tried.subList(1, tried.size())) {
      String refusal = refusal(candidate, baseline, best, limits);
      if (refusal != null) {
        judged.add(candidate.judged(false, refusal));
        continue;
      }
      String why = "the smallest that is better than the baseline: " + figures(candidate);
      if (best != null) {
        FieldCandidate smaller = best;
        why = "better than " + name(smaller) + " beyond the noise: " + figures(candidate);
        judged.replaceAll(
            old ->
                old.chosen()
                    ? old.judged(false, name(candidate) + " is better beyond the noise")
                    : old);
      }
      best = candidate.judged(true, why);
      judged.add(best);
    }
    if (best == null && judged.stream().anyMatch(c -> c.why().startsWith("over the limit"))) {
      throw new JobFailure(
          "no extractor better than the baseline fits the limits: "
              + judged.stream().map(c -> name(c) + ": " + c.why()).toList());
    }
    judged.addFirst(
        best == null
            ? baseline.judged(true, "no extractor is better than looking for values seen before")
            : baseline.judged(false, "the baseline: " + figures(baseline)));
    return List.copyOf(judged);
  }

  /** Why an extractor is not taken, or null when it is. */
  private static String refusal(
      FieldCandidate candidate, FieldCandidate baseline, FieldCandidate best, Limits limits) {
    if (candidate.evidence() == null) {
      return candidate.why();
    }
    if (limits.maxBytes() > 0 && candidate.bytes() > limits.maxBytes()) {
      return "over the limit of " + limits.maxBytes() + " bytes: " + candidate.bytes();
    }
    if (limits.maxLatencyMillis() > 0 && candidate.millis() > limits.maxLatencyMillis()) {
      return String.format(
          Locale.ROOT,
          "over the limit of %s ms: %.3f",
          limits.maxLatencyMillis(),
          candidate.millis());
    }
    if (candidate.evidence().rows().isEmpty()) {
      // One example cannot be held out: what fits it is taken, and the verdict says n = 0.
      return best == null ? null : "not needed: " + name(best) + " is smaller";
    }
    if (candidate.evidence().f1() <= baseline.evidence().f1()) {
      return "not better than the baseline: " + figures(candidate);
    }
    return best == null || leads(candidate.evidence(), best.evidence())
        ? null
        : "not better than " + name(best) + " beyond the noise: " + figures(candidate);
  }

  /** Whether so many samples with a better F1 than before are more than chance. */
  private static boolean leads(FieldEvidence larger, FieldEvidence smaller) {
    int wins = 0;
    int losses = 0;
    for (int i = 0; i < larger.rows().size(); i++) {
      double difference = larger.rows().get(i).f1() - smaller.rows().get(i).f1();
      wins += difference > 0 ? 1 : 0;
      losses += difference < 0 ? 1 : 0;
    }
    return larger.f1() > smaller.f1() && Selection.chanceOfLead(wins, losses) <= NOISE;
  }

  private static String figures(FieldCandidate candidate) {
    return String.format(
        Locale.ROOT,
        "F1 %.3f on %d examples",
        candidate.evidence().f1(),
        candidate.evidence().rows().size());
  }

  private static String name(FieldCandidate candidate) {
    return candidate.architecture().label();
  }
}
