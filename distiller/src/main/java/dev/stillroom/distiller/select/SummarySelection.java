package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.train.SummaryTrainer;
import dev.stillroom.distiller.train.summary.Length;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.distiller.verify.SummaryEvidence;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Summarizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Walks up the ladder of summarizers: the smallest that is better than those that learn nothing is
 * taken, a larger one instead only where it is better beyond the noise on the same texts.
 *
 * @param candidates in the order of the ladder; lead and most central first
 */
public record SummarySelection(List<SummaryCandidate> candidates) {

  /** How surprising a larger summarizer's lead must be. */
  private static final double NOISE = 0.05;

  private static final int TIMED = 30;
  private static final long TIMED_NANOS = 300_000_000;

  public SummaryCandidate chosen() {
    return candidates.stream().filter(SummaryCandidate::chosen).findFirst().orElseThrow();
  }

  /** What the baselines say of the texts by which the chosen one is judged. */
  public SummaryEvidence lead(List<Abridged> all, Split split) {
    return candidates.get(0).tested(all, split);
  }

  public SummaryEvidence central(List<Abridged> all, Split split) {
    return candidates.get(1).tested(all, split);
  }

  /**
   * Trains and compares.
   *
   * @param started {@link System#nanoTime} at the job's beginning
   */
  public static SummarySelection of(
      List<Abridged> all,
      Split split,
      Limits limits,
      long seed,
      long started,
      Job.Progress progress)
      throws InterruptedException {
    List<SummaryCandidate> tried = new ArrayList<>();
    double last = 0;
    for (SummaryTrainer trainer : SummaryTrainer.LADDER) {
      double share = (double) tried.size() / SummaryTrainer.LADDER.size();
      progress.report(0.1 + 0.7 * share, "training " + trainer.label());
      double spent = (System.nanoTime() - started) / 1e9;
      boolean late =
          limits.maxSeconds() > 0
              && tried.size() > SummaryTrainer.BASELINES
              && spent + 2 * last > limits.maxSeconds();
      String pointless = late ? "there was no time left" : trainer.pointless(all);
      if (pointless == null && limits.small() && trainer.label().startsWith("encoded")) {
        pointless = "only those without an encoder were wanted";
      }
      tried.add(
          pointless != null
              ? SummaryCandidate.notTried(trainer.label(), pointless)
              : attempt(trainer, all, split, seed));
      last = (System.nanoTime() - started) / 1e9 - spent;
    }
    return new SummarySelection(choose(tried, limits));
  }

  private static SummaryCandidate attempt(
      SummaryTrainer trainer, List<Abridged> all, Split split, long seed)
      throws InterruptedException {
    try {
      SummaryTrainer.Course course = trainer.course(all, seed);
      SummaryEvidence evidence = SummaryEvidence.gather(course, all, split);
      List<Integer> learned =
          split.shipsFirst()
              ? split.folds().getFirst().train()
              : IntStream.range(0, all.size()).boxed().toList();
      Summarizer summarizer =
          course.train(learned, Length.of(learned.stream().map(all::get).toList()));
      long bytes = PackWriter.bytes(summarizer, JsonNodeFactory.instance.objectNode()).length;
      return new SummaryCandidate(
          trainer.label(), summarizer, evidence, latency(summarizer, all)[0], bytes, false, "");
    } catch (EncoderFailure failure) {
      return SummaryCandidate.notTried(trainer.label(), failure.getMessage());
    }
  }

  /** The median and the 95th percentile of a summary's time, in milliseconds. */
  public static double[] latency(Summarizer summarizer, List<Abridged> all) {
    double[] millis = new double[TIMED];
    int timed = 0;
    long begun = System.nanoTime();
    while (timed < TIMED && (timed == 0 || System.nanoTime() - begun < TIMED_NANOS)) {
      long start = System.nanoTime();
      summarizer.answer(all.get(timed % all.size()).example().input());
      millis[timed++] = (System.nanoTime() - start) / 1e6;
    }
    millis = Arrays.copyOf(millis, timed);
    Arrays.sort(millis);
    return new double[] {millis[timed / 2], millis[timed * 95 / 100]};
  }

  private static List<SummaryCandidate> choose(List<SummaryCandidate> tried, Limits limits) {
    SummaryCandidate baseline = tried.getFirst();
    for (SummaryCandidate one : tried.subList(1, SummaryTrainer.BASELINES)) {
      baseline = one.evidence().rougeL() > baseline.evidence().rougeL() ? one : baseline;
    }
    SummaryCandidate best = null;
    List<SummaryCandidate> judged = new ArrayList<>(tried.subList(0, SummaryTrainer.BASELINES));
    for (SummaryCandidate candidate : tried.subList(SummaryTrainer.BASELINES, tried.size())) {
      String refusal = refusal(candidate, baseline, best, limits);
      if (refusal == null) {
        if (best != null) {
          int at = judged.indexOf(best);
          judged.set(at, best.judged(false, "not as good as " + candidate.label()));
        }
        best = candidate;
      }
      judged.add(refusal == null ? candidate : candidate.judged(false, refusal));
    }
    SummaryCandidate taken = best == null ? baseline : best;
    List<SummaryCandidate> said = new ArrayList<>();
    for (SummaryCandidate one : judged) {
      boolean chosen = one.label().equals(taken.label());
      String why =
          chosen
              ? best == null
                  ? "nothing is better than it: " + figures(one)
                  : "the smallest that is as good as the best: " + figures(one)
              : one.why().isEmpty() ? "learns nothing: " + figures(one) : one.why();
      said.add(one.judged(chosen, why));
    }
    return List.copyOf(said);
  }

  /** Why a summarizer is not taken, or null when it is. */
  private static String refusal(
      SummaryCandidate candidate, SummaryCandidate baseline, SummaryCandidate best, Limits limits) {
    if (candidate.evidence() == null) {
      return candidate.why();
    }
    if (limits.overBytes(candidate.bytes(), 0)) {
      return limits.refusal(candidate.bytes(), 0);
    }
    if (limits.maxLatencyMillis() > 0 && candidate.millis() > limits.maxLatencyMillis()) {
      return String.format(
          Locale.ROOT,
          "over the limit of %s ms: %.3f",
          limits.maxLatencyMillis(),
          candidate.millis());
    }
    if (candidate.evidence().rows().isEmpty()) {
      return best == null ? null : "not needed: " + best.label() + " knows as much";
    }
    if (candidate.evidence().rougeL() <= baseline.evidence().rougeL()) {
      return "not better than " + baseline.label() + ": " + figures(candidate);
    }
    return best == null || leads(candidate.evidence(), best.evidence())
        ? null
        : "not better than " + best.label() + " beyond the noise: " + figures(candidate);
  }

  /** Whether so many texts with a better summary than before are more than chance. */
  private static boolean leads(SummaryEvidence larger, SummaryEvidence smaller) {
    int wins = 0;
    int losses = 0;
    for (int i = 0; i < larger.rows().size(); i++) {
      double difference =
          larger.rows().get(i).scores().longest() - smaller.rows().get(i).scores().longest();
      wins += difference > 0 ? 1 : 0;
      losses += difference < 0 ? 1 : 0;
    }
    return larger.rougeL() > smaller.rougeL() && Lead.chanceOfLead(wins, losses) <= NOISE;
  }

  private static String figures(SummaryCandidate candidate) {
    return String.format(
        Locale.ROOT,
        "ROUGE-L %.3f on %d texts",
        candidate.evidence().rougeL(),
        candidate.evidence().rows().size());
  }
}
