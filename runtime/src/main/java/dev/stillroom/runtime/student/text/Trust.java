package dev.stillroom.runtime.student.text;

/**
 * How far an answer is to be trusted: a logistic function of what is known about the programs and
 * the input. Its weights were fitted on by-example tasks made for that, with two to six examples.
 */
public final class Trust {

  /**
   * What speaks for and against an answer, as {@link #signs} says it. Fitted by logistic regression
   * to 147 tasks with two to four examples each, and to inputs of other tasks, to which there is no
   * right answer; that of a single example is a guess on the safe side.
   */
  private static final double[] WEIGHTS = {0.11, 0.79, -0.7, 0.5, 0.99, -2.03, -2.13, -0.63};

  private static final double MOST_SURE = 0.99;

  private Trust() {}

  /**
   * How an input looks beside those that were shown.
   *
   * @param unusual a mark is missing or new
   * @param unseen it lacks letters or digits that all had
   */
  public record Look(boolean unusual, boolean unseen) {}

  /**
   * @param share the part of the programs, by weight, that say the same
   * @param examples how many were shown
   * @param leading the best program
   */
  public static double[] signs(double share, int examples, Text leading, Look look) {
    double agreed = Math.clamp(share, 1 - MOST_SURE, MOST_SURE);
    return new double[] {
      1,
      Math.log(agreed / (1 - agreed)),
      examples == 1 ? 1 : 0,
      examples == 2 ? 1 : 0,
      Math.log(Math.clamp(examples, 1, 10)),
      look.unusual() ? 1 : 0,
      look.unseen() ? 1 : 0,
      examples < 6 && chooses(leading) ? 1 : 0,
    };
  }

  /** Between 0 and 1. */
  public static double of(double[] signs) {
    double sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * signs[i];
    }
    return 1 / (1 + StrictMath.exp(-sum));
  }

  /** A choice, a table or a replacement is learned from a part of the examples only. */
  private static boolean chooses(Text text) {
    return switch (text) {
      case Text.Choice choice -> true;
      case Text.Lookup lookup -> true;
      case Text.Replaced replaced -> replaced.what().chars().anyMatch(Character::isLetterOrDigit);
      case Text.Concat concat -> concat.parts().stream().anyMatch(Trust::chooses);
      case Text.Changed changed -> chooses(changed.of());
      default -> false;
    };
  }
}
