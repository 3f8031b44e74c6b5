package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.distiller.verify.FieldEvidence;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.Thresholds;
import dev.stillroom.distiller.verify.Weighing;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Walks up the ladder of extractors: the smallest that is better than the baseline is taken, a
 * larger one instead only where it is better beyond the noise on the same samples.
 *
 * @param candidates in the order of the ladder; the first is the baseline
 * @param choice makes the same choice again
 */
public record FieldSelection(List<FieldCandidate> candidates, Choice choice) {

  /** How surprising a larger extractor's lead must be. */
  private static final double NOISE = 0.05;

  private static final int TIMED = 50;
  private static final long TIMED_NANOS = 150_000_000;

  /** The choice among what was tried. */
  interface Choice {
    /**
     * @param besides the bytes that a pack has besides its model
     */
    List<FieldCandidate> of(long besides) throws JobFailure;
  }

  /**
   * What is chosen where so many bytes go to the card.
   *
   * @throws JobFailure where nothing fits any more
   */
  public FieldSelection beside(long bytes) throws JobFailure {
    return new FieldSelection(choice.of(bytes), choice);
  }

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
    if (speed != null) {
      refuseTheImpossible(samples, split, speed, limits, started);
    }
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
              : orNotTried(trainer, samples, split, target));
    }
    Choice choice = besides -> choose(tried, limits, besides);
    return new FieldSelection(choice.of(0), choice);
  }

  private static String tooLate(
      FieldTrainer trainer,
      Samples samples,
      Split split,
      Speed speed,
      Limits limits,
      long started) {
    double seconds = seconds(trainer, samples, split, speed);
    double left = limits.maxSeconds() - spent(started);
    return seconds <= left
        ? null
        : String.format(
            Locale.ROOT,
            "it would take about %.1f s, %.1f of %s s were left",
            seconds,
            Math.max(0, left),
            limits.maxSeconds());
  }

  /** Refuses before any work where not even the baseline and the quickest extractor fit. */
  private static void refuseTheImpossible(
      Samples samples, Split split, Speed speed, Limits limits, long started) throws JobFailure {
    List<FieldTrainer> ladder = FieldTrainer.LADDER;
    double least = Double.POSITIVE_INFINITY;
    for (FieldTrainer trainer : ladder.subList(1, ladder.size())) {
      if (trainer.pointless(samples.samples()) == null) {
        least = Math.min(least, seconds(trainer, samples, split, speed));
      }
    }
    double needed =
        spent(started)
            + seconds(ladder.getFirst(), samples, split, speed)
            + (least < Double.POSITIVE_INFINITY ? least : 0);
    if (needed > limits.maxSeconds()) {
      throw new JobFailure(
          String.format(
              Locale.ROOT,
              "distilling %d examples of %d fields would take about %.1f s, the limit is %s s:"
                  + " raise --max-seconds or give fewer examples",
              samples.samples().size(),
              samples.form().blanks().size(),
              needed,
              limits.maxSeconds()));
    }
  }

  /** Every fold's training and, unless one fold's extractor is the one, the last on everything. */
  private static double seconds(FieldTrainer trainer, Samples samples, Split split, Speed speed) {
    double work = trainer.work(samples.samples(), samples.form());
    return speed.seconds(work * (split.folds().size() + (split.shipsFirst() ? 0 : 1)));
  }

  private static double spent(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  /** An extractor whose encoder fails is left out; the others need none. */
  private static FieldCandidate orNotTried(
      FieldTrainer trainer, Samples samples, Split split, double target)
      throws InterruptedException {
    try {
      return attempt(trainer, samples, split, target);
    } catch (EncoderFailure failure) {
      return FieldCandidate.notTried(trainer.architecture(), failure.getMessage());
    }
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
      evidence = FieldEvidence.of(course, extractor, all, fold.predict());
    } else {
      extractor = course.train(FieldTrainer.all(all));
      evidence = FieldEvidence.gather(course, all, split);
    }
    Form weighed = Weighing.of(evidence, extractor.form());
    evidence = evidence.weighed(weighed);
    Extractor ready = extractor.with(Thresholds.of(evidence, weighed, target));
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

  private static List<FieldCandidate> choose(
      List<FieldCandidate> tried, Limits limits, long besides) throws JobFailure {
    FieldCandidate baseline = tried.getFirst();
    FieldCandidate best = null;
    List<FieldCandidate> judged = new ArrayList<>();
    for (FieldCandidate candidate : tried.subList(1, tried.size())) {
      String refusal = refusal(candidate, baseline, best, limits, besides);
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
      FieldCandidate candidate,
      FieldCandidate baseline,
      FieldCandidate best,
      Limits limits,
      long besides) {
    if (candidate.evidence() == null) {
      return candidate.why();
    }
    if (limits.overBytes(candidate.bytes(), besides)) {
      return limits.refusal(candidate.bytes(), besides);
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
    return larger.f1() > smaller.f1() && Lead.chanceOfLead(wins, losses) <= NOISE;
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
