package dev.stillroom.runtime.student.span;

/**
 * How the tags of neighbouring tokens go together. A token is outside (tag 0), begins field f (tag
 * 1 + 2f) or goes on with it (2 + 2f). Only what is possible has a weight: nothing goes on that has
 * not begun, so every sequence of tags is a set of spans that do not overlap.
 *
 * @param fields how many there are
 * @param first for each tag that a text may begin with: outside, then the beginning of each field
 * @param next for each tag a row: what it weighs that outside follows, or the beginning of a field
 * @param on for each field what it weighs to go on after its beginning, and after that
 */
public record Chain(int fields, float[] first, float[] next, float[] on) {

  public static Chain of(int fields) {
    return new Chain(
        fields,
        new float[fields + 1],
        new float[(2 * fields + 1) * (fields + 1)],
        new float[2 * fields]);
  }

  public int tags() {
    return 2 * fields + 1;
  }

  public static int begins(int field) {
    return 1 + 2 * field;
  }

  public static int goesOn(int field) {
    return 2 + 2 * field;
  }

  /** The field of a tag that is not 0. */
  public static int field(int tag) {
    return (tag - 1) / 2;
  }

  public static boolean isBeginning(int tag) {
    return tag % 2 == 1;
  }

  /** The tag that stands in a place of {@code first} and in a column of {@code next}. */
  public static int target(int place) {
    return place == 0 ? 0 : begins(place - 1);
  }

  /**
   * The best sequence of tags (Viterbi).
   *
   * @param weights for each token what speaks for each tag
   */
  public int[] best(double[][] weights) {
    int length = weights.length;
    int tags = tags();
    int[] path = new int[length];
    if (length == 0) {
      return path;
    }
    int[][] from = new int[length][tags];
    double[] sums = new double[tags];
    java.util.Arrays.fill(sums, Double.NEGATIVE_INFINITY);
    for (int place = 0; place <= fields; place++) {
      sums[target(place)] = first[place] + weights[0][target(place)];
    }
    for (int i = 1; i < length; i++) {
      double[] after = new double[tags];
      for (int place = 0; place <= fields; place++) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int tag = 0; tag < tags; tag++) {
          double sum = sums[tag] + next[tag * (fields + 1) + place];
          if (sum > most) {
            most = sum;
            best = tag;
          }
        }
        after[target(place)] = most + weights[i][target(place)];
        from[i][target(place)] = best;
      }
      for (int field = 0; field < fields; field++) {
        double begun = sums[begins(field)] + on[2 * field];
        double going = sums[goesOn(field)] + on[2 * field + 1];
        after[goesOn(field)] = Math.max(begun, going) + weights[i][goesOn(field)];
        from[i][goesOn(field)] = begun >= going ? begins(field) : goesOn(field);
      }
      sums = after;
    }
    for (int tag = 1; tag < tags; tag++) {
      path[length - 1] = sums[tag] > sums[path[length - 1]] ? tag : path[length - 1];
    }
    for (int i = length - 1; i > 0; i--) {
      path[i - 1] = from[i][path[i]];
    }
    return path;
  }
}
