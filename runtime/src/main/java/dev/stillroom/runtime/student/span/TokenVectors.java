package dev.stillroom.runtime.student.span;

import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.TokenStates;
import java.util.function.Function;

/**
 * What an encoder says of each token: the mean of the parts it cuts the token into. A text longer
 * than the encoder reads at once is read in windows that overlap.
 */
public final class TokenVectors {

  /** Tokens of a window; most texts' parts of so many fit into what is read at once. */
  private static final int WINDOW = 150;

  /** So many tokens at a window's inner border are taken from its neighbour. */
  private static final int MARGIN = 16;

  /** What is read of a text, in windows of some tens of milliseconds each. */
  static final int MAX_WINDOWS = 10;

  private TokenVectors() {}

  /**
   * @return for each token its vector; null where the encoder did not read so far or saw nothing
   */
  public static float[][] of(SpanText text, Function<String, TokenStates> encoder) {
    float[][] vectors = new float[text.size()][];
    int from = 0;
    int kept = 0;
    for (int window = 0; window < MAX_WINDOWS && from < text.size(); window++) {
      int to = Math.min(text.size(), from + WINDOW);
      int start = text.starts()[from];
      TokenStates states = encoder.apply(text.text().substring(start, text.ends()[to - 1]));
      int read = read(text, from, to, start, states);
      // Words that are cut into very many parts leave a window few tokens, and no room to overlap.
      int margin = read - from >= 4 * MARGIN ? MARGIN : 0;
      fill(vectors, text, from + kept, read, start, states);
      kept = margin;
      from = read == text.size() ? read : read - 2 * margin;
    }
    return vectors;
  }

  /** The first token that was not read to its end. */
  private static int read(SpanText text, int from, int to, int start, TokenStates states) {
    if (states.size() == 0) {
      return to;
    }
    int reached = start + states.ends()[states.size() - 1];
    int read = from;
    while (read < to && text.starts()[read] < reached) {
      read++;
    }
    return Math.max(read, from + 1);
  }

  private static void fill(
      float[][] vectors, SpanText text, int from, int to, int start, TokenStates states) {
    int part = 0;
    for (int token = from; token < to; token++) {
      while (part < states.size() && start + states.ends()[part] <= text.starts()[token]) {
        part++;
      }
      float[] sum = new float[EncoderModel.WIDTH];
      int parts = 0;
      for (int p = part;
          p < states.size() && start + states.starts()[p] < text.ends()[token];
          p++) {
        parts++;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += states.values()[p * sum.length + i];
        }
      }
      if (parts > 0) {
        float share = 1f / parts;
        for (int i = 0; i < sum.length; i++) {
          sum[i] *= share;
        }
        vectors[token] = sum;
      }
    }
  }
}
