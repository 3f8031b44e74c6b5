package dev.stillroom.distiller.select;

/**
 * What the person allows; zero stands for no limit.
 *
 * @param trade what they prefer where size and accuracy pull apart
 * @param adapters whether students that take minutes to train may be tried
 * @param small whether only those are tried that need no encoder
 */
public record Limits(
    double maxSeconds,
    long maxBytes,
    double maxLatencyMillis,
    Trade trade,
    boolean adapters,
    boolean small) {

  public static final Limits NONE = new Limits(0, 0, 0);

  public Limits(double maxSeconds, long maxBytes, double maxLatencyMillis) {
    this(maxSeconds, maxBytes, maxLatencyMillis, Trade.BALANCED, false);
  }

  public Limits(
      double maxSeconds, long maxBytes, double maxLatencyMillis, Trade trade, boolean adapters) {
    this(maxSeconds, maxBytes, maxLatencyMillis, trade, adapters, false);
  }

  /**
   * Whether a model is too large.
   *
   * @param besides the bytes that its pack has besides it
   */
  boolean overBytes(long model, long besides) {
    return maxBytes > 0 && model + besides > maxBytes;
  }

  /** That it is, in words. */
  String refusal(long model, long besides) {
    return "over the limit of "
        + maxBytes
        + " bytes: "
        + model
        + (besides > 0 ? " and " + besides + " of its card" : "");
  }
}
