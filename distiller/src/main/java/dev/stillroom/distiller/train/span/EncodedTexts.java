package dev.stillroom.distiller.train.span;

import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.student.EncodedSpanTagger;
import dev.stillroom.runtime.student.span.SpanText;
import dev.stillroom.runtime.student.span.TokenVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the encoder says of the tokens of texts, kept in halves of a float: a hundred thousand
 * tokens take 80 MB.
 */
public final class EncodedTexts {

  /** The most tokens whose vectors are kept. */
  static final int MAX_TOKENS = 600_000;

  private final List<short[][]> halves;
  private final EncodedSpanTagger.Measure measure;

  private EncodedTexts(List<short[][]> halves, EncodedSpanTagger.Measure measure) {
    this.halves = halves;
    this.measure = measure;
  }

  public static EncodedTexts of(List<SpanText> texts, Encoder encoder) throws InterruptedException {
    List<short[][]> halves = new ArrayList<>();
    double[] sums = new double[EncoderModel.WIDTH];
    double[] squares = new double[EncoderModel.WIDTH];
    long tokens = 0;
    for (SpanText text : texts) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled after " + halves.size() + " texts were encoded");
      }
      float[][] vectors = TokenVectors.of(text, encoder::tokens);
      short[][] kept = new short[vectors.length][];
      for (int i = 0; i < vectors.length && tokens < MAX_TOKENS; i++) {
        if (vectors[i] != null) {
          tokens++;
          kept[i] = new short[EncoderModel.WIDTH];
          for (int k = 0; k < EncoderModel.WIDTH; k++) {
            kept[i][k] = Float.floatToFloat16(vectors[i][k]);
            sums[k] += vectors[i][k];
            squares[k] += vectors[i][k] * vectors[i][k];
          }
        }
      }
      halves.add(kept);
    }
    float[] centre = new float[sums.length];
    float[] factor = new float[sums.length];
    for (int k = 0; k < sums.length; k++) {
      double mean = sums[k] / Math.max(1, tokens);
      centre[k] = (float) mean;
      double variance = squares[k] / Math.max(1, tokens) - mean * mean;
      factor[k] = (float) (1 / Math.sqrt(Math.max(1e-4, variance)));
    }
    return new EncodedTexts(halves, new EncodedSpanTagger.Measure(centre, factor));
  }

  public EncodedSpanTagger.Measure measure() {
    return measure;
  }

  /** The vectors of a text's tokens, as the encoder gave them but for rounding. */
  public float[][] of(int text) {
    float[][] vectors = new float[halves.get(text).length][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = vector(text, i);
    }
    return vectors;
  }

  private float[] vector(int text, int token) {
    short[] half = halves.get(text)[token];
    if (half == null) {
      return null;
    }
    float[] vector = new float[half.length];
    for (int k = 0; k < half.length; k++) {
      vector[k] = Float.float16ToFloat(half[k]);
    }
    return vector;
  }

  /**
   * A token's measured vector of which half the numbers, drawn anew, are zero, the rest doubled.
   */
  float[] hidden(int text, int token, SplittableRandom random) {
    float[] vector = measure.of(vector(text, token));
    for (int k = 0; k < vector.length; ) {
      long bits = random.nextLong();
      for (int end = Math.min(vector.length, k + Long.SIZE); k < end; k++) {
        vector[k] *= 2 * (bits & 1);
        bits >>>= 1;
      }
    }
    return vector;
  }
}
