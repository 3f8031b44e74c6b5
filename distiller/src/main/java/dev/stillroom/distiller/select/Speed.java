package dev.stillroom.distiller.select;

/**
 * How fast this machine multiplies and adds just now, so that a trainer's work can be told in
 * seconds before it begins.
 *
 * @param perSecond multiplications and additions
 */
record Speed(double perSecond) {

  private static final int SIZE = 64;
  private static final int ROUNDS = 20_000;
  private static final int PASSES = 6;

  /** Training does more than multiply: it sorts, reads memory and compiles first. */
  private static final double SHARE = 0.4;

  /** Measures for a few milliseconds; the fastest pass counts, as training runs compiled. */
  static Speed measured() {
    float[] sums = new float[SIZE];
    float[] weights = new float[SIZE];
    long fastest = Long.MAX_VALUE;
    for (int pass = 0; pass < PASSES; pass++) {
      long start = System.nanoTime();
      for (int round = 0; round < ROUNDS; round++) {
        add(sums, weights, round * 1e-6f);
      }
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    // Looked at, so that the work is not optimized away.
    return new Speed(sums[0] > 1 ? 1 : SHARE * SIZE * (double) ROUNDS / Math.max(1, fastest) * 1e9);
  }

  private static void add(float[] sums, float[] weights, float value) {
    for (int i = 0; i < SIZE; i++) {
      sums[i] += value * weights[i];
    }
  }

  double seconds(double work) {
    return work / perSecond;
  }
}
