package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What a confidence that an extractor works out is worth: how often those who were as sure were
 * right. A straight line on the scale of log odds (Platt 1999), so the order stays as it was.
 *
 * @param slope within {@link #FLATTEST} and {@link #STEEPEST}
 * @param shift within -{@link #FARTHEST} and {@link #FARTHEST}
 */
public record Sureness(double slope, double shift) {

  /** Confidences are what they are. */
  public static final Sureness AS_IT_IS = new Sureness(1, 0);

  public static final double FLATTEST = 0.05;
  public static final double STEEPEST = 10;
  public static final double FARTHEST = 20;

  /** Nothing is surer than this, or less sure than what is left of it. */
  private static final double MOST = 1 - 1e-6;

  /** How often one so sure is right. */
  public double of(double confidence) {
    return equals(AS_IT_IS)
        ? confidence
        : 1 / (1 + StrictMath.exp(-slope * odds(confidence) - shift));
  }

  /** The logarithm of the odds, of a confidence in [0, 1]. */
  public static double odds(double confidence) {
    double p = Math.clamp(confidence, 1 - MOST, MOST);
    return StrictMath.log(p / (1 - p));
  }

  void write(ArrayNode json) {
    json.add(slope).add(shift);
  }

  static Sureness read(JsonNode pair) throws ProgramRefused {
    return new Sureness(
        number(pair.get(0), FLATTEST, STEEPEST), number(pair.get(1), -FARTHEST, FARTHEST));
  }

  private static double number(JsonNode value, double least, double most) throws ProgramRefused {
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw new ProgramRefused(
          "a sureness must be numbers, this one within " + least + " and " + most);
    }
    return value.doubleValue();
  }
}
