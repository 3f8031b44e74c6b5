package dev.stillroom.runtime.student.form;

/**
 * How the labels of neighbouring fields go together: a linear chain (conditional random field,
 * Lafferty et al. 2001) over a closed list of labels, every one of which may follow every other.
 *
 * @param labels how many there are
 * @param first what it weighs that a form begins with a label
 * @param next for each label a row: what it weighs that another follows
 */
public record LabelChain(int labels, float[] first, float[] next) {

  public static LabelChain of(int labels) {
    return new LabelChain(labels, new float[labels], new float[labels * labels]);
  }

  /**
   * The probability of each label at each field.
   *
   * @param weights for each field what speaks for each label
   * @param pairs where not null, how often each pair of labels is expected is added to it
   */
  public double[][] marginals(double[][] weights, double[] pairs) {
    int length = weights.length;
    double[][] emitted = new double[length][labels];
    for (int i = 0; i < length; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (double weight : weights[i]) {
        most = Math.max(most, weight);
      }
      for (int k = 0; k < labels; k++) {
        emitted[i][k] = StrictMath.exp(weights[i][k] - most);
      }
    }
    double[] steps = new double[next.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = StrictMath.exp(next[i]);
    }
    double[][] forward = forward(emitted, steps);
    double[][] backward = backward(emitted, steps);
    double[][] marginals = new double[length][labels];
    for (int i = 0; i < length; i++) {
      double sum = 0;
      for (int k = 0; k < labels; k++) {
        marginals[i][k] = forward[i][k] * backward[i][k];
        sum += marginals[i][k];
      }
      scale(marginals[i], sum);
      if (pairs != null && i > 0) {
        addPairs(forward[i - 1], emitted[i], backward[i], steps, pairs);
      }
    }
    return marginals;
  }

  /** Sums from the front, each field's scaled to one (Rabiner 1989). */
  private double[][] forward(double[][] emitted, double[] steps) {
    double[][] forward = new double[emitted.length][labels];
    for (int i = 0; i < emitted.length; i++) {
      double[] now = forward[i];
      if (i == 0) {
        for (int k = 0; k < labels; k++) {
          now[k] = StrictMath.exp(first[k]);
        }
      } else {
        for (int j = 0; j < labels; j++) {
          double from = forward[i - 1][j];
          for (int k = 0; from > 0 && k < labels; k++) {
            now[k] += from * steps[j * labels + k];
          }
        }
      }
      double sum = 0;
      for (int k = 0; k < labels; k++) {
        now[k] *= emitted[i][k];
        sum += now[k];
      }
      scale(now, sum);
    }
    return forward;
  }

  private double[][] backward(double[][] emitted, double[] steps) {
    double[][] backward = new double[emitted.length][labels];
    for (int i = emitted.length - 1; i >= 0; i--) {
      double[] now = backward[i];
      if (i == emitted.length - 1) {
        java.util.Arrays.fill(now, 1);
        continue;
      }
      double[] arriving = new double[labels];
      for (int k = 0; k < labels; k++) {
        arriving[k] = emitted[i + 1][k] * backward[i + 1][k];
      }
      double sum = 0;
      for (int j = 0; j < labels; j++) {
        for (int k = 0; k < labels; k++) {
          now[j] += steps[j * labels + k] * arriving[k];
        }
        sum += now[j];
      }
      scale(now, sum);
    }
    return backward;
  }

  /** Where nothing is possible any more, everything is. */
  private static void scale(double[] values, double sum) {
    for (int k = 0; k < values.length; k++) {
      values[k] = sum > 0 ? values[k] / sum : 1.0 / values.length;
    }
  }

  private void addPairs(
      double[] before, double[] emitted, double[] after, double[] steps, double[] pairs) {
    double sum = 0;
    for (int j = 0; j < labels; j++) {
      for (int k = 0; k < labels; k++) {
        sum += before[j] * steps[j * labels + k] * emitted[k] * after[k];
      }
    }
    for (int j = 0; j < labels; j++) {
      for (int k = 0; k < labels; k++) {
        pairs[j * labels + k] += before[j] * steps[j * labels + k] * emitted[k] * after[k] / sum;
      }
    }
  }
}
