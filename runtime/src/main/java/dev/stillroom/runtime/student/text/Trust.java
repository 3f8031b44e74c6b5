package dev.stillroom.runtime.student.text;

/**
 * How far an answer is to be trusted: a logistic function of how far the programs agree, of what
 * the input lacks, and of how much program there is beside what the examples show.
 */
public final class Trust {

  /**
   * What speaks for and against an answer, in the order of {@link #signs}: what {@code stillroom
   * bench transform-fit} says.
   */
  private static final double[] WEIGHTS = {0.335, 0.754, -2.20, -1.78, -1.04};

  /** How much less is to be thought of an answer from one example: a guess on the safe side. */
  private static final double ONE_EXAMPLE = 0.7;

  private static final double MOST_SURE = 0.99;

  /** From so many examples on each branch and each entry was most likely shown twice. */
  private static final int MANY = 6;

  private Trust() {}

  /**
   * @param share the part of the programs, by weight, that say the same
   * @param examples how many were shown
   * @param effort what the best program costs for each character that the examples show
   * @param leading the best program
   * @param lacking how many kinds of characters that all examples had the input has not
   */
  public static double[] signs(
      double share, int examples, double effort, Text leading, int lacking) {
    double agreed = Math.clamp(share, 1 - MOST_SURE, MOST_SURE);
    return new double[] {
      1,
      Math.log(agreed / (1 - agreed)),
      Math.min(3, lacking),
      examples < MANY && chooses(leading) ? 1 : 0,
      Math.log(Math.clamp(effort, 0.02, 5)),
    };
  }

  /** Between 0 and 1. */
  public static double of(double[] signs, int examples) {
    double sum = examples == 1 ? -ONE_EXAMPLE : 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * signs[i];
    }
    return 1 / (1 + StrictMath.exp(-sum));
  }

  /** Whether each of several programs was made from one example alone: that shows nothing. */
  public static boolean isUnshown(Text leading, int examples) {
    return branches(leading) > 1 && examples <= branches(leading);
  }

  /** How many programs there are in one: each was made from its own examples. */
  private static int branches(Text text) {
    return switch (text) {
      case Text.Choice choice -> branches(choice.then()) + branches(choice.otherwise());
      case Text.Concat concat ->
          1 + concat.parts().stream().mapToInt(part -> branches(part) - 1).sum();
      case Text.Changed changed -> branches(changed.of());
      default -> 1;
    };
  }

  /** A choice, a table or a replacement is learned from a part of the examples only. */
  public static boolean chooses(Text text) {
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
