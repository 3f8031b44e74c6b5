package dev.stillroom.distiller.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes a smooth function by L-BFGS with backtracking (Nocedal & Wright, "Numerical
 * Optimization", 7.2). No randomness, no threads: the same function gives the same minimum.
 */
final class Lbfgs {

  private static final int MEMORY = 7;

  /** A function and its gradient. */
  interface Objective {
    /** Returns the value at {@code point} and fills {@code gradient}. */
    double at(double[] point, double[] gradient);
  }

  private record Step(double[] moved, double[] turned, double inverse) {}

  private Lbfgs() {}

  static double[] minimize(Objective objective, int size, int iterations, double tolerance) {
    double[] point = new double[size];
    double[] gradient = new double[size];
    double value = objective.at(point, gradient);
    Deque<Step> steps = new ArrayDeque<>();
    for (int i = 0; i < iterations && norm(gradient) > tolerance; i++) {
      double[] direction = direction(gradient, steps);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        break;
      }
      double length = i == 0 ? Math.min(1, 1 / norm(gradient)) : 1;
      double[] next = new double[size];
      double[] nextGradient = new double[size];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int tries = 0; tries < 30; tries++) {
        for (int j = 0; j < size; j++) {
          next[j] = point[j] + length * direction[j];
        }
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + 1e-4 * length * slope) {
          break;
        }
        length /= 2;
      }
      if (!(nextValue < value)) {
        break;
      }
      remember(steps, point, gradient, next, nextGradient);
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private static void remember(
      Deque<Step> steps, double[] point, double[] gradient, double[] next, double[] nextGradient) {
    double[] moved = new double[point.length];
    double[] turned = new double[point.length];
    for (int j = 0; j < point.length; j++) {
      moved[j] = next[j] - point[j];
      turned[j] = nextGradient[j] - gradient[j];
    }
    double curvature = dot(moved, turned);
    if (curvature > 1e-12) {
      if (steps.size() == MEMORY) {
        steps.removeFirst();
      }
      steps.addLast(new Step(moved, turned, 1 / curvature));
    }
  }

  /** The two-loop recursion. */
  private static double[] direction(double[] gradient, Deque<Step> steps) {
    double[] direction = new double[gradient.length];
    for (int j = 0; j < direction.length; j++) {
      direction[j] = -gradient[j];
    }
    double[] shares = new double[steps.size()];
    int i = steps.size();
    for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
      Step step = newest.next();
      shares[--i] = step.inverse() * dot(step.moved(), direction);
      add(direction, -shares[i], step.turned());
    }
    if (!steps.isEmpty()) {
      Step last = steps.getLast();
      double scale = 1 / (last.inverse() * dot(last.turned(), last.turned()));
      for (int j = 0; j < direction.length; j++) {
        direction[j] *= scale;
      }
    }
    i = 0;
    for (Step step : steps) {
      double share = step.inverse() * dot(step.turned(), direction);
      add(direction, shares[i++] - share, step.moved());
    }
    return direction;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * what[j];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int j = 0; j < one.length; j++) {
      sum += one[j] * other[j];
    }
    return sum;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }
}
