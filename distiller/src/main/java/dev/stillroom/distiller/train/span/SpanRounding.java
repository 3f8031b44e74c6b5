package dev.stillroom.distiller.train.span;

import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.SpanTagger;
import dev.stillroom.runtime.student.SparseWeights;
import java.util.Arrays;

/**
 * Makes a tagger of a pack's size out of trained weights: the least go, the rest has eight bits.
 */
public final class SpanRounding {

  /** What the weights for hashed features may take of a pack, in bytes. */
  private static final long MAX_BYTES = 400_000;

  private SpanRounding() {}

  public static SpanTagger tagger(Form form, SpanCorpus corpus, ChainAscent.Weights trained) {
    int tags = trained.bias().length;
    float[] weights = trained.columns();
    float least = least(weights, tags);
    float[] scales = scales(weights, tags);
    int columns = corpus.known().length;
    int[] hashes = new int[columns];
    int[] starts = new int[columns + 1];
    short[] labels = new short[columns * tags];
    byte[] rounded = new byte[columns * tags];
    int kept = 0;
    int at = 0;
    for (int column = 0; column < columns; column++) {
      for (int tag = 0; tag < tags; tag++) {
        float weight = weights[column * tags + tag];
        int value = Math.abs(weight) > least ? Math.round(weight / scales[tag]) : 0;
        if (value != 0) {
          labels[at] = (short) tag;
          rounded[at++] = (byte) value;
        }
      }
      if (at > starts[kept]) {
        hashes[kept++] = corpus.known()[column];
        starts[kept] = at;
      }
    }
    SparseWeights sparse =
        new SparseWeights(
            Arrays.copyOf(hashes, kept),
            Arrays.copyOf(starts, kept + 1),
            Arrays.copyOf(labels, at),
            Arrays.copyOf(rounded, at));
    return new SpanTagger(form, sparse, scales, trained.bias(), trained.chain());
  }

  /** The encoder's weights as bytes; {@code scales} is filled. */
  public static byte[] encoded(float[] weights, float[] scales) {
    byte[] bytes = new byte[weights.length];
    for (int tag = 0; tag < scales.length; tag++) {
      int row = tag * EncoderModel.WIDTH;
      float most = 0;
      for (int k = 0; k < EncoderModel.WIDTH; k++) {
        most = Math.max(most, Math.abs(weights[row + k]));
      }
      scales[tag] = most / 127;
      for (int k = 0; k < EncoderModel.WIDTH; k++) {
        bytes[row + k] = (byte) (most == 0 ? 0 : Math.round(weights[row + k] / scales[tag]));
      }
    }
    return bytes;
  }

  private static float[] scales(float[] weights, int tags) {
    float[] scales = new float[tags];
    for (int i = 0; i < weights.length; i++) {
      scales[i % tags] = Math.max(scales[i % tags], Math.abs(weights[i]) / 127);
    }
    return scales;
  }

  /** The weight up to which all must go so that the rest fits, by bisection. */
  private static float least(float[] weights, int tags) {
    float below = 0;
    float above = 0;
    for (float weight : weights) {
      above = Math.max(above, Math.abs(weight));
    }
    if (bytes(weights, tags, 0) <= MAX_BYTES) {
      return 0;
    }
    for (int i = 0; i < 20; i++) {
      float middle = (below + above) / 2;
      if (bytes(weights, tags, middle) <= MAX_BYTES) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  private static long bytes(float[] weights, int tags, float least) {
    long sum = 0;
    for (int from = 0; from < weights.length; from += tags) {
      int kept = 0;
      for (int tag = 0; tag < tags; tag++) {
        kept += Math.abs(weights[from + tag]) > least ? 1 : 0;
      }
      sum += kept == 0 ? 0 : SparseWeights.COLUMN_BYTES + kept * SparseWeights.weightBytes(tags);
    }
    return sum;
  }
}
