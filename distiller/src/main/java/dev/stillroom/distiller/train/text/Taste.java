package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Change;
import dev.stillroom.runtime.student.text.Text;
import java.util.HashMap;
import java.util.Map;

/** What makes a program as a whole more or less likely than its parts say. */
final class Taste {

  /** Whoever reads a date for one part has read it for all. */
  private static final double SAME_DATE = 1.0;

  private Taste() {}

  static Synthesis.Ranked of(Text text, double cost) {
    if (!(text instanceof Text.Concat concat)) {
      return new Synthesis.Ranked(text, cost);
    }
    Map<Object, Integer> dates = new HashMap<>();
    boolean folds = false;
    for (Text part : concat.parts()) {
      if (part instanceof Text.Dated dated) {
        dates.merge(dated.from() + dated.of(), 1, Integer::sum);
      }
      folds |= folds(part);
    }
    double less = 0;
    for (int times : dates.values()) {
      less += SAME_DATE * (times - 1);
    }
    // Accents that go in one part go in all.
    Text all = folds ? new Text.Changed(text, Change.FOLD) : text;
    return new Synthesis.Ranked(all, cost - less);
  }

  private static boolean folds(Text part) {
    return part instanceof Text.Changed(Text of, Change change)
        && (change == Change.FOLD || folds(of));
  }
}
