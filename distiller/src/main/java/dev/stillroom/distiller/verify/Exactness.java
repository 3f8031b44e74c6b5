package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.TextProgramTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import dev.stillroom.runtime.student.text.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How often a transformation's text is right to the last character, when it always answers.
 *
 * @param robustness for each disturbance the share of inputs of which it says the same, or nothing
 * @param baselineErrors of the better of two: leave the text as it is, write the most frequent one
 * @param target how many of the answers given may be wrong
 * @param apart whether the pairs are ones that nothing was chosen on, each for itself
 */
public record Exactness(
    int n,
    int errors,
    int baselineErrors,
    int answered,
    int wrongAnswers,
    double target,
    boolean apart,
    Map<String, Double> robustness) {

  /** With more examples, that many are left out, evenly chosen. */
  private static final int MOST = 20;

  private record Outcome(String truth, Prediction prediction, Student student, Input input) {}

  /**
   * Each example predicted by programs that had seen neither it nor any of its group. Where time is
   * short fewer are tried, and the bounds say so.
   *
   * @param groups the group of each pair that has one
   * @param taught pairs that no person made: they are learned from, not judged by
   * @param aim how many of the answers given may be wrong; null where nobody said so
   */
  public static Exactness leftOut(
      List<Pair> pairs,
      Map<Pair, String> groups,
      Set<Pair> taught,
      List<Input> unlabeled,
      long seed,
      Double aim,
      Deadline deadline)
      throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    List<Pair> tried = new ArrayList<>();
    int step = Math.max(1, (pairs.size() + MOST - 1) / MOST);
    for (int i = 0; i < pairs.size() && !deadline.isOver(0.9); i += step) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while verifying");
      }
      Pair left = pairs.get(i);
      String group = groups.get(left);
      List<Pair> others = new ArrayList<>(pairs);
      others.removeIf(pair -> pair.equals(left) || group != null && group.equals(groups.get(pair)));
      if (others.isEmpty() || taught.contains(left)) {
        continue;
      }
      tried.add(left);
      Student student =
          new TextProgramTrainer(seed, deadline.within(TextProgramTrainer.LIMIT / 1e9, 0.9))
              .train(others, unlabeled)
              .map(made -> made.answering(aim))
              .orElse(null);
      Prediction prediction =
          student == null
              ? new Prediction(null, 0, List.of(), List.of(), false)
              : student.predict(left.input());
      outcomes.add(new Outcome(left.output(), prediction, student, left.input()));
    }
    double target = aim == null ? Calibration.ERROR_WHEN_ANSWERING : aim;
    return of(outcomes, tried, target, false);
  }

  /**
   * These bytes, on pairs they have not seen.
   *
   * @param target how many of the answers given may be wrong
   * @param apart whether each pair counts for itself
   */
  public static Exactness of(Student student, List<Pair> pairs, double target, boolean apart) {
    return of(
        pairs.stream()
            .map(
                pair ->
                    new Outcome(
                        pair.output(), student.predict(pair.input()), student, pair.input()))
            .toList(),
        pairs,
        target,
        apart);
  }

  private static Exactness of(
      List<Outcome> outcomes, List<Pair> pairs, double target, boolean apart) {
    int errors = 0;
    int answered = 0;
    int wrong = 0;
    for (Outcome outcome : outcomes) {
      Prediction said = outcome.prediction();
      boolean right = !said.ranked().isEmpty() && said.best().equals(outcome.truth());
      errors += right ? 0 : 1;
      answered += said.output() == null ? 0 : 1;
      wrong += said.output() == null || right ? 0 : 1;
    }
    Map<String, Integer> counts = new HashMap<>();
    int same = 0;
    for (Pair pair : pairs) {
      counts.merge(pair.output(), 1, Integer::sum);
      same += Row.of(pair.input()).columns().containsValue(pair.output()) ? 1 : 0;
    }
    // Written once, a text is no habit.
    int frequent = counts.values().stream().filter(c -> c > 1).mapToInt(c -> c).max().orElse(0);
    return new Exactness(
        outcomes.size(),
        errors,
        pairs.size() - Math.max(same, frequent),
        answered,
        wrong,
        target,
        apart,
        robustness(outcomes));
  }

  private static Map<String, Double> robustness(List<Outcome> outcomes) {
    List<Robustness.Unseen> unseen =
        outcomes.stream()
            .filter(outcome -> outcome.student() != null)
            .map(outcome -> new Robustness.Unseen(outcome.student(), outcome.input()))
            .limit(MOST)
            .toList();
    return Robustness.ofTexts(unseen);
  }

  public double value() {
    return n == 0 ? 0 : (double) (n - errors) / n;
  }

  public double low() {
    return n == 0 ? 0 : ExactBound.lower(n - errors, n, Verdict.LEVEL);
  }

  public double high() {
    return n == 0 ? 1 : ExactBound.upper(n - errors, n, Verdict.LEVEL);
  }

  /** Whether it is better than the baseline and answers no more wrongly than it may. */
  public boolean passes() {
    return verdict().passes();
  }

  private Verdict verdict() {
    Verdict.Answers answers =
        new Verdict.Answers(answered, answered, wrongAnswers, 0, 0, target, 0);
    return new Verdict(Split.Method.CROSSFIT, n, errors, baselineErrors, answers, false, Map.of());
  }

  /** The verdict in one sentence. */
  public String promise() {
    return String.format(
        Locale.ROOT,
        "%d wrong in %d promise at least %d %%%s",
        errors,
        n,
        (int) Math.floor(100 * low()),
        blame());
  }

  /** Why it does not pass, for the promise; nothing where it does. */
  private String blame() {
    Verdict verdict = verdict();
    if (!verdict.better()) {
      return "; that is not better than leaving the text as it is";
    }
    return verdict.keepsAim()
        ? ""
        : String.format(
            Locale.ROOT,
            "; but of its answers %.0f %% were wrong where %.0f %% were the aim",
            100 * verdict.answers().wrongShare(),
            100 * target);
  }

  public ObjectNode json(String method) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method);
    boolean certified = apart && Certificate.holds(wrongAnswers, answered, target);
    json.put("guarantee", certified ? "certified" : "estimated");
    json.put("metric", "exact").put("value", value()).put("low", low()).put("high", high());
    json.put("level", Verdict.LEVEL).put("n", n).put("errors", errors);
    json.put("baseline", n == 0 ? 0 : (double) (n - baselineErrors) / n);
    json.put("coverage", n == 0 ? 0 : (double) answered / n);
    json.put("errorWhenAnswering", answered == 0 ? 0 : (double) wrongAnswers / answered);
    json.put("maxError", target);
    ObjectNode shares = json.putObject("robustness");
    robustness.forEach(shares::put);
    json.put("better", verdict().better());
    json.put("passes", passes());
    return json.put("needs", verdict().needs());
  }
}
