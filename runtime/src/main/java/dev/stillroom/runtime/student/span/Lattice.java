package dev.stillroom.runtime.student.span;

/**
 * The probabilities of all sequences of tags of one text: forward and backward sums, scaled at each
 * token so that none leaves the range of a double (Rabiner 1989).
 */
public final class Lattice {

  /** Tags further below a token's best one than this have its probability: none. */
  private static final double DEEPEST = -300;

  private final int fields;
  private final int tags;
  private final double[][] emitted;
  private final double[] next;
  private final double[] on;
  private final double[][] forward;
  private final double[][] backward;
  private final double[] scales;

  /**
   * @param weights for each token, at least one, what speaks for each tag; negative infinity for a
   *     tag that is not allowed there
   */
  public Lattice(Chain chain, double[][] weights) {
    fields = chain.fields();
    tags = chain.tags();
    next = exponentials(chain.next());
    on = exponentials(chain.on());
    emitted = new double[weights.length][tags];
    for (int i = 0; i < weights.length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (double weight : weights[i]) {
        most = Math.max(most, weight);
      }
      for (int tag = 0; tag < tags; tag++) {
        double below = weights[i][tag] - most;
        emitted[i][tag] = below < DEEPEST ? 0 : StrictMath.exp(below);
      }
    }
    forward = new double[weights.length][tags];
    backward = new double[weights.length][tags];
    scales = new double[weights.length];
    forward(exponentials(chain.first()));
    backward();
  }

  private static double[] exponentials(float[] weights) {
    double[] exponentials = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      exponentials[i] = StrictMath.exp(weights[i]);
    }
    return exponentials;
  }

  private void forward(double[] first) {
    for (int place = 0; place <= fields; place++) {
      int tag = Chain.target(place);
      forward[0][tag] = first[place] * emitted[0][tag];
    }
    scale(0);
    double[] arriving = new double[fields + 1];
    for (int i = 1; i < forward.length; i++) {
      double[] before = forward[i - 1];
      double[] now = forward[i];
      java.util.Arrays.fill(arriving, 0);
      for (int tag = 0; tag < tags; tag++) {
        double from = before[tag];
        int row = tag * (fields + 1);
        for (int place = 0; from > 0 && place <= fields; place++) {
          arriving[place] += from * next[row + place];
        }
      }
      now[0] = arriving[0] * emitted[i][0];
      for (int field = 0; field < fields; field++) {
        int begins = Chain.begins(field);
        int goesOn = Chain.goesOn(field);
        now[begins] = arriving[field + 1] * emitted[i][begins];
        now[goesOn] =
            (before[begins] * on[2 * field] + before[goesOn] * on[2 * field + 1])
                * emitted[i][goesOn];
      }
      scale(i);
    }
  }

  private void scale(int i) {
    double sum = 0;
    for (double value : forward[i]) {
      sum += value;
    }
    // Without any possible sequence everything stays at nothing.
    scales[i] = sum > 0 ? sum : 1;
    for (int tag = 0; tag < tags; tag++) {
      forward[i][tag] /= scales[i];
    }
  }

  private void backward() {
    java.util.Arrays.fill(backward[backward.length - 1], 1);
    for (int i = backward.length - 2; i >= 0; i--) {
      for (int tag = 0; tag < tags; tag++) {
        backward[i][tag] = leaving(i, tag) + goingOn(i, tag);
      }
    }
  }

  /** From a tag to the outside or the beginning of a field at the next token, and all after it. */
  private double leaving(int i, int tag) {
    double[] weights = emitted[i + 1];
    double[] after = backward[i + 1];
    int row = tag * (fields + 1);
    double sum = next[row] * weights[0] * after[0];
    for (int place = 1; place <= fields; place++) {
      int target = 2 * place - 1;
      sum += next[row + place] * weights[target] * after[target];
    }
    return sum / scales[i + 1];
  }

  private double goingOn(int i, int tag) {
    if (tag == 0) {
      return 0;
    }
    int goesOn = Chain.goesOn(Chain.field(tag));
    return on[tag - 1] * emitted[i + 1][goesOn] * backward[i + 1][goesOn] / scales[i + 1];
  }

  public int length() {
    return forward.length;
  }

  /** The probability of a tag at a token. */
  public double tag(int i, int tag) {
    return forward[i][tag] * backward[i][tag];
  }

  /** The probability that a field has exactly this span, both ends included. */
  public double span(int field, int first, int last) {
    int tag = Chain.begins(field);
    double probability = forward[first][tag];
    for (int i = first + 1; i <= last; i++) {
      probability *= on[tag - 1] * emitted[i][Chain.goesOn(field)] / scales[i];
      tag = Chain.goesOn(field);
    }
    return last + 1 == forward.length ? probability : probability * leaving(last, tag);
  }

  /**
   * Adds how often each pair of tags is expected, times a factor, in the order of a chain's {@code
   * next} and {@code on}.
   */
  public void addPairs(double factor, double[] nexts, double[] ons) {
    for (int i = 1; i < forward.length; i++) {
      for (int tag = 0; tag < tags; tag++) {
        double from = factor * forward[i - 1][tag] / scales[i];
        int row = tag * (fields + 1);
        for (int place = 0; from != 0 && place <= fields; place++) {
          int target = Chain.target(place);
          nexts[row + place] += from * next[row + place] * emitted[i][target] * backward[i][target];
        }
        if (tag > 0 && from != 0) {
          int goesOn = Chain.goesOn(Chain.field(tag));
          ons[tag - 1] += from * on[tag - 1] * emitted[i][goesOn] * backward[i][goesOn];
        }
      }
    }
  }
}
