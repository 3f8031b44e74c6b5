package dev.stillroom.runtime.student.text;

/**
 * How far an answer is to be trusted: a logistic function of what is known about the programs and
 * the input. Its weights were fitted on by-example tasks made for that, with two and three
 * examples.
 */
public final class Trust {

  /**
   * What speaks for and against an answer, as {@link #signs} says it. Fitted by logistic regression
   * to 173 tasks to choose by with two and three examples each, from two places of their rows, and
   * to inputs of other tasks, to which there is no right answer; no weight may speak for what
   * speaks against an answer. That of a single example is a guess on the safe side.
   */
  private static final double[] WEIGHTS = {
    0.91, 0.55, -0.7, 0.54, 0.78, -2.87, -1.68, -0.83, -0.45, -0.06, -0.05, -0.65, -1.33
  };

  private static final double MOST_SURE = 0.99;

  /** With a share below this, programs of about the same weight say something else. */
  private static final double TORN = 0.585;

  private Trust() {}

  /**
   * How an input looks beside those that were shown.
   *
   * @param unusual a mark is missing or new
   * @param unseen it lacks letters or digits that all had
   * @param beyond by how many words or numbers it is longer or shorter than all of them
   */
  public record Look(boolean unusual, boolean unseen, int beyond) {}

  /**
   * @param share the part of the programs, by weight, that say the same
   * @param examples how many were shown
   * @param effort what the best program costs for each character that the examples show
   * @param leading the best program
   */
  public static double[] signs(double share, int examples, double effort, Text leading, Look look) {
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
      Math.clamp(2 * branches(leading) - examples, 0, 3) * (branches(leading) > 1 ? 1 : 0),
      Math.log(Math.clamp(effort, 0.02, 5)),
      Math.min(3, cuts(leading)),
      Math.min(3, look.beyond()),
      agreed < TORN ? 1 : 0,
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

  /** Whether each of several programs was made from one example alone: that shows nothing. */
  public static boolean isUnshown(Text leading, int examples) {
    return branches(leading) > 1 && examples <= branches(leading);
  }

  /** How many programs there are in one: each was made from its own examples. */
  private static int branches(Text text) {
    return text instanceof Text.Choice(Text.Test test, Text then, Text otherwise)
        ? branches(then) + branches(otherwise)
        : 1;
  }

  /** How many parts are cut at places that are counted, within words or not. */
  private static int cuts(Text text) {
    return switch (text) {
      case Text.Concat concat -> concat.parts().stream().mapToInt(Trust::cuts).sum();
      case Text.Choice choice -> cuts(choice.then()) + cuts(choice.otherwise());
      case Text.Changed changed -> cuts(changed.of());
      case Text.Slice slice -> isInside(slice.from()) || isInside(slice.to()) ? 1 : 0;
      default -> 0;
    };
  }

  private static boolean isInside(Position position) {
    return position instanceof Position.At(int index) && index != 0 && index != -1;
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
