package dev.stillroom.host.trust;

/**
 * Finds a fall of agreement: an e-CUSUM of Bernoulli likelihood ratios (Shin, Ramdas & Rinaldo
 * 2023, "E-detectors"). While the true rate is at least {@code usual}, the expected number of acts
 * until a false alarm is at least {@link #RUN_LENGTH}.
 *
 * @param usual the rate that was promised, in (0, 1)
 * @param fallen the rate it is tested against, below {@code usual}
 */
public record DriftDetector(double usual, double fallen) {

  /** Average run length to a false alarm, in acts. */
  public static final double RUN_LENGTH = 1000;

  /** For tasks that run by themselves. */
  public static final DriftDetector AUTO = new DriftDetector(0.95, 0.70);

  /** For tasks whose answers are offered. */
  public static final DriftDetector SUGGEST = new DriftDetector(0.80, 0.45);

  /**
   * The detector's state after one more outcome.
   *
   * @param state the state before, 0 at first
   */
  public double next(double state, boolean agreed) {
    double ratio = agreed ? fallen / usual : (1 - fallen) / (1 - usual);
    return ratio * Math.max(1, state);
  }

  public boolean alarmed(double state) {
    return state >= RUN_LENGTH;
  }
}
