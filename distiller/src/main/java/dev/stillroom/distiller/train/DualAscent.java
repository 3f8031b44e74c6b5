package dev.stillroom.distiller.train;

import java.util.Arrays;
import java.util.Random;

/**
 * Softmax regression with a squared penalty over sparse rows, by stochastic dual coordinate ascent
 * (Shalev-Shwartz & Zhang 2016, "Accelerated proximal stochastic dual coordinate ascent", the plain
 * variant). It has no learning rate to choose, each step touches one row's columns only, and the
 * duality gap says when it is done. Each row has a dual distribution over the labels that moves
 * towards what the weights predict; the weights are the rows times (truth - dual) over the penalty.
 */
final class DualAscent {

  /** The largest eigenvalue of a softmax' Hessian is a half, so its conjugate is 2-convex. */
  private static final double CONVEXITY = 2;

  private final Rows rows;
  private final int labels;
  private final double penalty;
  private final float[] weights;

  private final float[] scores;
  private final float[] step;

  /**
   * @param starts where each row begins in {@code columns} and {@code values}; one more than rows
   * @param labels the truth of each row; negative for none of the labels, which stands for all
   *     being equally probable
   */
  record Rows(int[] starts, int[] columns, float[] values, int[] labels, int width) {
    int size() {
      return labels.length;
    }
  }

  private DualAscent(Rows rows, int labels, double penalty) {
    this.rows = rows;
    this.labels = labels;
    this.penalty = penalty;
    this.weights = new float[Math.multiplyExact(rows.width(), labels)];
    this.scores = new float[labels];
    this.step = new float[labels];
  }

  /**
   * Trains on the rows named.
   *
   * @param tolerance the mean duality gap of a row at which it ends, in nats
   * @return a number for each label, column by column
   */
  static float[] train(
      Rows rows, int[] which, int labels, double penalty, int epochs, double tolerance) {
    DualAscent ascent = new DualAscent(rows, labels, penalty);
    float[][] duals = new float[which.length][labels];
    for (int i = 0; i < which.length; i++) {
      int label = rows.labels()[which[i]];
      if (label < 0) {
        Arrays.fill(duals[i], 1f / labels);
      } else {
        duals[i][label] = 1;
      }
    }
    int[] order = new int[which.length];
    Arrays.setAll(order, i -> i);
    // A fixed seed: the same rows give the same weights.
    Random random = new Random(which.length);
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      double gap = 0;
      for (int i : order) {
        gap += ascent.visit(which[i], duals[i]);
      }
      if (gap <= tolerance * which.length) {
        break;
      }
    }
    return ascent.weights;
  }

  /** One step on one row; returns the row's duality gap before it. */
  private double visit(int row, float[] dual) {
    int from = rows.starts()[row];
    int to = rows.starts()[row + 1];
    double square = score(from, to);
    double gap = probabilities(dual);
    double distance = 0;
    for (int k = 0; k < labels; k++) {
      step[k] = dual[k] - scores[k];
      distance += step[k] * step[k];
    }
    if (distance < 1e-12) {
      return gap;
    }
    double share = (gap + CONVEXITY / 2 * distance) / (distance * (CONVEXITY + square / penalty));
    float length = (float) Math.min(1, share);
    for (int k = 0; k < labels; k++) {
      dual[k] -= length * step[k];
      step[k] *= (float) (length / penalty);
    }
    for (int i = from; i < to; i++) {
      int base = rows.columns()[i] * labels;
      float value = rows.values()[i];
      for (int k = 0; k < labels; k++) {
        weights[base + k] += value * step[k];
      }
    }
    return gap;
  }

  /** Fills the scores; returns the squared length of the row. */
  private double score(int from, int to) {
    Arrays.fill(scores, 0);
    double square = 0;
    for (int i = from; i < to; i++) {
      int base = rows.columns()[i] * labels;
      float value = rows.values()[i];
      square += value * value;
      for (int k = 0; k < labels; k++) {
        scores[k] += value * weights[base + k];
      }
    }
    return square;
  }

  /** Turns scores into probabilities; returns the divergence of the dual from them. */
  private double probabilities(float[] dual) {
    float top = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      top = Math.max(top, score);
    }
    double sum = 0;
    for (int k = 0; k < labels; k++) {
      scores[k] -= top;
      sum += StrictMath.exp(scores[k]);
    }
    double log = StrictMath.log(sum);
    double divergence = 0;
    for (int k = 0; k < labels; k++) {
      double logProbability = scores[k] - log;
      if (dual[k] > 1e-9f) {
        divergence += dual[k] * (StrictMath.log(dual[k]) - logProbability);
      }
      scores[k] = (float) StrictMath.exp(logProbability);
    }
    return Math.max(0, divergence);
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
  }
}
