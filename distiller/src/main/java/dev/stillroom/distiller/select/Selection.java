package dev.stillroom.distiller.select;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.distiller.verify.Calibration;
import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.distiller.verify.Robustness;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Walks up the ladder: the smallest student that makes fewer errors than the baseline is taken, and
 * a larger one instead only where it is better beyond the noise, by an exact paired test on the
 * same examples.
 *
 * @param candidates in the order of the ladder; the first is the baseline
 * @param choice makes the same choice again
 */
public record Selection(List<Candidate> candidates, Choice choice) {

  /** The choice among what was tried. */
  interface Choice {
    /**
     * @param besides the bytes that a pack has besides its model
     */
    List<Candidate> of(long besides) throws JobFailure;
  }

  /**
   * What is chosen where so many bytes go to the card.
   *
   * @throws JobFailure where nothing fits any more
   */
  public Selection beside(long bytes) throws JobFailure {
    return new Selection(choice.of(bytes), choice);
  }

  public Candidate chosen() {
    return candidates.stream().filter(Candidate::chosen).findFirst().orElseThrow();
  }

  public Candidate baseline() {
    return candidates.getFirst();
  }

  /**
   * Trains and compares.
   *
   * @param ladder the students to try, smallest first
   * @param target the error when answering that a student may have
   * @param started {@link System#nanoTime} at the job's beginning
   */
  public static Selection of(
      List<Trainer> ladder,
      Dataset dataset,
      Split split,
      Limits limits,
      double target,
      long started,
      Job.Progress progress)
      throws JobFailure, InterruptedException {
    Budget budget = limits.maxSeconds() > 0 ? new Budget(limits, started) : null;
    if (budget != null) {
      budget.refuseTheImpossible(ladder, dataset, split);
    }
    List<Candidate> tried = new ArrayList<>();
    for (int i = 0; i < ladder.size(); i++) {
      Trainer trainer = ladder.get(i);
      Architecture architecture = trainer.architecture();
      progress.report(0.1 + 0.7 * i / ladder.size(), "training " + architecture.label());
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while " + tried.size() + " students were tried");
      }
      String pointless = trainer.pointless(dataset.items(), dataset.labels());
      Split own = split.atMost(trainer.mostFolds());
      String late = i > 0 && budget != null ? budget.tooLate(trainer, dataset, own) : null;
      if (pointless != null || late != null) {
        tried.add(Candidate.notTried(architecture, pointless != null ? pointless : late));
      } else {
        tried.add(orNotTried(trainer, dataset, own, target));
      }
    }
    Fairness fairness = (larger, smaller) -> fair(ladder, dataset, split, larger, smaller);
    Choice choice = besides -> choose(tried, limits, besides, fairness);
    return new Selection(choice.of(0), choice);
  }

  /** The evidence of a smaller student that a larger one is held against. */
  private interface Fairness {
    Evidence of(Candidate larger, Candidate smaller);
  }

  /** Where the larger was verified in fewer parts, the smaller learns from as few examples. */
  private static Evidence fair(
      List<Trainer> ladder, Dataset dataset, Split split, Candidate larger, Candidate smaller) {
    Split own = split.atMost(trainer(ladder, larger).mostFolds());
    if (own == split) {
      return smaller.evidence();
    }
    Trainer trainer = trainer(ladder, smaller);
    Trainer.Course course = trainer.course(dataset.items(), dataset.labels());
    return Evidence.gather(trainer, course, dataset.items(), own);
  }

  private static Trainer trainer(List<Trainer> ladder, Candidate candidate) {
    return ladder.stream()
        .filter(trainer -> trainer.architecture() == candidate.architecture())
        .findFirst()
        .orElseThrow();
  }

  /** A student whose encoder fails is left out; the others need none. */
  private static Candidate orNotTried(
      Trainer trainer, Dataset dataset, Split split, double target) {
    try {
      return attempt(trainer, dataset, split, target);
    } catch (EncoderFailure failure) {
      return Candidate.notTried(trainer.architecture(), failure.getMessage());
    }
  }

  private static Candidate attempt(Trainer trainer, Dataset dataset, Split split, double target) {
    List<Item> items = dataset.items();
    Trainer.Course course = trainer.course(items, dataset.labels());
    Student student;
    Evidence evidence;
    Evidence tested = null;
    List<Robustness.Unseen> unseen = new ArrayList<>();
    if (split.shipsFirst()) {
      Split.Fold fold = split.folds().getFirst();
      student = course.train(Evidence.learned(trainer, items, fold.train()));
      evidence = Evidence.of(course, student, items, fold.predict());
      tested = Evidence.of(course, student, items, split.tested());
      for (int i : split.tested()) {
        unseen.add(new Robustness.Unseen(student, items.get(i).input()));
      }
    } else {
      List<Integer> all = IntStream.range(0, items.size()).boxed().toList();
      student = course.train(Evidence.learned(trainer, items, all));
      // Of labels as frequent as each other the one left out never leads: a baseline that was
      // judged so would be too easy to beat.
      boolean strong =
          trainer.architecture() == Architecture.MAJORITY
              && split.method() == Split.Method.CROSSFIT;
      evidence =
          strong
              ? Evidence.of(course, student, items, split.predicted())
              : Evidence.gather(trainer, course, items, split, unseen);
      if (split.chosenByTeacher()) {
        tested = evidence.verifying(items, split);
        unseen.clear();
      }
    }
    boolean drawnEachForItself =
        split.shipsFirst() && split.tested().stream().allMatch(i -> items.get(i).group() == null);
    Calibration calibration =
        Calibration.of(
            evidence,
            drawnEachForItself ? tested : null,
            dataset.labels(),
            trainer.architecture(),
            target);
    Student ready = student.with(calibration.answering());
    long bytes = PackWriter.bytes(ready, JsonNodeFactory.instance.objectNode()).length;
    double millis = Latency.of(ready, items).median();
    return new Candidate(
        trainer.architecture(),
        ready,
        evidence,
        tested == null ? evidence : tested,
        unseen,
        calibration,
        millis,
        bytes,
        false,
        course.cut() == null ? "" : course.cut());
  }

  private static List<Candidate> choose(
      List<Candidate> tried, Limits limits, long besides, Fairness fairness) throws JobFailure {
    Candidate baseline = tried.getFirst();
    Candidate best = null;
    List<Candidate> judged = new ArrayList<>();
    for (Candidate candidate : tried.subList(1, tried.size())) {
      String refusal = refusal(candidate, baseline, best, judged, limits, besides, fairness);
      if (refusal == null) {
        String why =
            "the smallest that makes fewer errors than the baseline: "
                + errors(candidate)
                + ", the baseline "
                + errors(baseline);
        if (best != null) {
          Candidate smaller = best;
          why = "better than " + name(smaller) + " beyond the noise: " + errors(candidate);
          judged.replaceAll(
              old ->
                  old.architecture() == smaller.architecture()
                      ? old.judged(false, name(candidate) + " is better beyond the noise")
                      : old);
        }
        best = candidate.judged(true, why);
        judged.add(best);
      } else {
        judged.add(candidate.judged(false, refusal));
      }
    }
    judged.addFirst(
        best == null
            ? baseline.judged(true, "no student makes fewer errors than always saying the same")
            : baseline.judged(false, "the baseline: " + errors(baseline)));
    if (best == null && judged.stream().anyMatch(c -> c.why().startsWith("over the limit"))) {
      throw new JobFailure(
          "no student better than the baseline fits the limits: "
              + judged.stream().map(c -> name(c) + ": " + c.why()).toList());
    }
    judged.replaceAll(candidate -> noted(candidate, tried));
    return List.copyOf(judged);
  }

  /** What was noted while it was trained is said behind the judgement. */
  private static Candidate noted(Candidate judged, List<Candidate> tried) {
    String note =
        tried.stream()
            .filter(c -> c.architecture() == judged.architecture() && c.evidence() != null)
            .map(Candidate::why)
            .findFirst()
            .orElse("");
    return note.isEmpty() ? judged : judged.judged(judged.chosen(), judged.why() + "; " + note);
  }

  /** Why a student is not taken, or null when it is. */
  private static String refusal(
      Candidate candidate,
      Candidate baseline,
      Candidate best,
      List<Candidate> cheaper,
      Limits limits,
      long besides,
      Fairness fairness) {
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
    if (candidate.evidence().errors() >= baseline.evidence().errors()) {
      return "not better than the baseline: " + errors(candidate);
    }
    for (Candidate smaller : rivals(candidate, baseline, best, cheaper)) {
      Evidence rival = fairness.of(candidate, smaller);
      double chance = Lead.chance(candidate, smaller, rival, limits.trade().noise());
      if (chance > limits.trade().noise()) {
        String against =
            rival == smaller.evidence()
                ? ""
                : ", against " + Candidate.errors(rival.errors()) + " learned from as few examples";
        return "not better than "
            + name(smaller)
            + " beyond the noise: "
            + errors(candidate)
            + against;
      }
    }
    return null;
  }

  /**
   * What a student must beat: the best so far, and where it takes minutes to train all that take
   * less and that fit, the most accurate first.
   */
  private static List<Candidate> rivals(
      Candidate candidate, Candidate baseline, Candidate best, List<Candidate> cheaper) {
    if (best == null) {
      return List.of();
    }
    if (candidate.architecture() != Architecture.ADAPTED_HEAD) {
      return List.of(best);
    }
    return cheaper.stream()
        .filter(c -> c.evidence() != null && !c.why().startsWith("over the limit"))
        .filter(c -> c.evidence().errors() < baseline.evidence().errors())
        .sorted(Comparator.comparing(c -> c.evidence().errors()))
        .toList();
  }

  private static String errors(Candidate candidate) {
    return Candidate.errors(candidate.evidence().errors()) + " in " + candidate.evidence().size();
  }

  private static String name(Candidate candidate) {
    return candidate.architecture().label();
  }
}
