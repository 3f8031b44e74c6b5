package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.bounds.ExactBound;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * How good a form's flow is: the share of the fields a person filled that it fills the same way,
 * with bounds by forms: a form is one trial, however many fields it has, as these are right or
 * wrong together. The baseline is what the fields' types say without anything learned.
 *
 * @param target the error when answering that is aimed at
 * @param apart whether the forms are ones that nothing was chosen on, each for itself
 */
public record FlowVerdict(Split.Method method, List<Outcome> forms, double target, boolean apart) {

  /** So many forms filled by hand make a flow that is offered. */
  public static final int ENOUGH = 3;

  private static final int MOST_NEEDED = 100_000;

  /**
   * What came of one form it had not seen.
   *
   * @param asked fields that the person had filled
   * @param given fields that it filled, among those or by what it learned
   * @param right fields that it filled as the person did
   * @param baseline fields that types alone filled as the person did
   */
  public record Outcome(int asked, int given, int right, int baseline) {}

  public FlowVerdict {
    forms = List.copyOf(forms);
  }

  private int sum(ToIntFunction<Outcome> of) {
    return forms.stream().mapToInt(of).sum();
  }

  private double value() {
    return share(sum(Outcome::right), sum(Outcome::asked));
  }

  private double baseline() {
    return share(sum(Outcome::baseline), sum(Outcome::asked));
  }

  private int wrong() {
    return sum(Outcome::given) - sum(Outcome::right);
  }

  /** Forms of which every field came out as the person had filled it, and no other was filled. */
  private int whole() {
    return (int)
        forms.stream()
            .filter(form -> form.right() == form.asked() && form.given() == form.right())
            .count();
  }

  /** Better than types alone, or as right as can be, and it answers no more wrongly than it may. */
  public boolean passes() {
    int asked = sum(Outcome::asked);
    boolean isEnough = method == Split.Method.HOLDOUT || forms.size() >= ENOUGH;
    boolean isPerfect = asked > 0 && whole() == forms.size();
    return isEnough && (value() > baseline() || isPerfect) && keepsAim();
  }

  private boolean keepsAim() {
    return forms.size() < Calibration.ENOUGH || share(wrong(), sum(Outcome::given)) <= target;
  }

  /** Whether the answers are shown to keep to the aim, as far as so many forms can show it. */
  private boolean certified() {
    int given = sum(Outcome::given);
    long wrong = given == 0 ? 0 : (long) Math.ceil(forms.size() * share(wrong(), given));
    return apart && given > 0 && Certificate.holds(wrong, forms.size(), target);
  }

  /**
   * How many more forms it takes: until there are enough to be offered, and of one that is offered
   * until its bound could reach what pushing it takes, when all to come are right.
   */
  private Integer needs() {
    int n = forms.size();
    if (!passes()) {
      return Math.max(1, ENOUGH - n);
    }
    long right = (long) Math.floor(n * value());
    int more = 0;
    while (more < MOST_NEEDED
        && ExactBound.lower(right + more, n + more, Verdict.LEVEL) < Verdict.TARGET) {
      more++;
    }
    return more == 0 ? null : more;
  }

  /** The verdict in one sentence. */
  public String promise() {
    return String.format(
        Locale.ROOT,
        "%d of %d forms it had not seen wholly right; of their %d fields %d right, %d wrong, %d"
            + " left empty%s",
        whole(),
        forms.size(),
        sum(Outcome::asked),
        sum(Outcome::right),
        wrong(),
        Math.max(0, sum(Outcome::asked) - sum(Outcome::given)),
        value() > baseline() || whole() == forms.size()
            ? ""
            : "; that is not better than what the fields are called");
  }

  /** The bounds of the share of fields, by forms. */
  public double low() {
    int n = forms.size();
    return n == 0 ? 0 : ExactBound.lower((long) Math.floor(n * value()), n, Verdict.LEVEL);
  }

  public double high() {
    int n = forms.size();
    return n == 0 ? 1 : ExactBound.upper((long) Math.ceil(n * value()), n, Verdict.LEVEL);
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("method", method.name().toLowerCase(Locale.ROOT));
    json.put("guarantee", certified() ? "certified" : "estimated");
    json.put("metric", "exact").put("value", value()).put("low", low()).put("high", high());
    json.put("level", Verdict.LEVEL).put("n", forms.size()).put("errors", forms.size() - whole());
    json.put("baseline", baseline());
    json.put("coverage", share(sum(Outcome::right) + wrong(), sum(Outcome::asked)));
    if (sum(Outcome::given) == 0) {
      json.putNull("errorWhenAnswering");
    } else {
      json.put("errorWhenAnswering", share(wrong(), sum(Outcome::given)));
    }
    json.put("maxError", target);
    json.putObject("robustness");
    return json.put("passes", passes()).put("needs", needs());
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : Math.min(1, (double) part / of);
  }
}
