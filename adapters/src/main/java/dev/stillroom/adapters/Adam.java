package dev.stillroom.adapters;

/** Adam with decoupled decay (Loshchilov & Hutter 2019) over one array of parameters. */
final class Adam {

  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final double EPSILON = 1e-8;

  private final float[] parameters;
  private final float[] mean;
  private final float[] square;
  private final double decay;
  private int steps;

  /**
   * @param parameters changed in place
   */
  Adam(float[] parameters, double decay) {
    this.parameters = parameters;
    this.mean = new float[parameters.length];
    this.square = new float[parameters.length];
    this.decay = decay;
  }

  float[] parameters() {
    return parameters;
  }

  void step(float[] gradient, double rate) {
    steps++;
    double ofMean = 1 - StrictMath.pow(FIRST, steps);
    double ofSquare = 1 - StrictMath.pow(SECOND, steps);
    for (int i = 0; i < parameters.length; i++) {
      mean[i] += (1 - FIRST) * (gradient[i] - mean[i]);
      square[i] += (1 - SECOND) * (gradient[i] * gradient[i] - square[i]);
      double direction = mean[i] / ofMean / (Math.sqrt(square[i] / ofSquare) + EPSILON);
      parameters[i] -= (float) (rate * (direction + decay * parameters[i]));
    }
  }
}
