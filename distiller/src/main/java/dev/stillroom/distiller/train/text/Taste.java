package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Change;
import dev.stillroom.runtime.student.text.Text;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What makes a program as a whole more or less likely than its parts say. */
final class Taste {

  /** Whoever reads a date for one part has read it for all. */
  private static final double SAME_DATE = 1.0;

  /** Digits filled up in one part of a date only. */
  private static final double MIXED = 1.2;

  private Taste() {}

  static Synthesis.Ranked of(Text text, double cost) {
    if (!(text instanceof Text.Concat concat)) {
      return new Synthesis.Ranked(text, cost);
    }
    Map<Object, Integer> dates = new HashMap<>();
    Set<String> parts = new HashSet<>();
    boolean folds = false;
    for (Text part : concat.parts()) {
      if (part instanceof Text.Dated dated) {
        parts.add(dated.to());
        // Who counts days writes the day that comes out, not parts of the one before.
        int weight = dated.of() instanceof Text.Moved ? 2 : 1;
        dates.merge(dated.from() + dated.of(), weight, Integer::sum);
      }
      folds |= folds(part);
    }
    double less = alike(concat);
    // Whoever fills up the month fills up the day, and in words nobody does.
    boolean mixed =
        parts.contains("MM") && parts.contains("d") || parts.contains("M") && parts.contains("dd");
    less -= mixed ? MIXED : parts.contains("MMMM") && parts.contains("dd") ? MIXED / 2 : 0;
    for (int times : dates.values()) {
      less += SAME_DATE * (times - 1);
    }
    // Accents that go in one part go in all.
    Text all = folds ? new Text.Changed(text, Change.FOLD) : text;
    return new Synthesis.Ranked(all, cost - less);
  }

  /** Numbers of one kind are written in one way. */
  private static double alike(Text.Concat concat) {
    Map<Object, Map<Object, Integer>> ways = new HashMap<>();
    for (Text part : concat.parts()) {
      if (part instanceof Text.Numbered number && number.factor() != 1) {
        ways.computeIfAbsent(List.of(number.factor(), number.to()), kind -> new HashMap<>())
            .merge(
                List.of(number.decimals(), number.trimmed(), number.rounding()), 1, Integer::sum);
      }
    }
    double less = 0;
    for (Map<Object, Integer> kind : ways.values()) {
      int numbers = kind.values().stream().mapToInt(n -> n).sum();
      less += kind.size() == 1 ? 0.8 * (numbers - 1) : -0.5 * (kind.size() - 1);
    }
    return less;
  }

  private static boolean folds(Text part) {
    return part instanceof Text.Changed(Text of, Change change)
        && (change == Change.FOLD || folds(of));
  }
}
