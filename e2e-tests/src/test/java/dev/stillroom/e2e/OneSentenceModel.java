package dev.stillroom.e2e;

import dev.stillroom.distiller.train.language.GgufWriter;
import dev.stillroom.distiller.train.language.LanguageFitting.Fitted;
import dev.stillroom.distiller.train.language.LanguageFitting.Size;
import dev.stillroom.runtime.language.Bytes;
import dev.stillroom.runtime.language.GgufFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A language model file of llama's architecture that says the same short sentence to everything:
 * its layer does nothing, and each letter leads to the one that follows it in the sentence. It
 * takes llama.cpp, its grammar and everything around it to make it speak; what it says is known.
 */
final class OneSentenceModel {

  private static final Size SIZE = new Size(288, 1, 9, 32);

  /** Tokens that fit; a part of a long text is asked about at once. */
  private static final int CONTEXT = 8_192;

  private OneSentenceModel() {}

  /**
   * Writes the model.
   *
   * @param sentence without a letter that stands in it twice
   */
  static Path write(Path file, String sentence) throws IOException {
    if (sentence.chars().distinct().count() != sentence.length()) {
      throw new IllegalArgumentException("a letter stands twice in " + sentence);
    }
    Map<String, float[]> tensors = new HashMap<>();
    GgufFile.shapes(SIZE.width(), SIZE.layers(), SIZE.inner())
        .forEach((name, shape) -> tensors.put(name, zeros(shape)));
    for (String norm : new String[] {"output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"}) {
      Arrays.fill(tensors.get(norm + ".weight"), 1);
    }
    for (int token = 0; token < Bytes.VOCABULARY; token++) {
      tensors.get("token_embd.weight")[token * SIZE.width() + token] = 1;
    }
    float[] next = tensors.get("output.weight");
    byte[] letters = ('"' + sentence + '"').getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + 1 < letters.length; i++) {
      follows(next, letters[i], letters[i + 1], 1);
    }
    // Around the sentence: what the grammar of the answer does not allow is passed over.
    follows(next, '"', ']', 0.8f);
    follows(next, '"', ':', 0.6f);
    follows(next, ':', '[', 1);
    follows(next, '[', '"', 1);
    follows(next, '{', '"', 1);
    follows(next, ']', '}', 1);
    follows(next, '}', Bytes.END, 1);
    ByteBuffer bytes = GgufWriter.bytes(new Fitted(SIZE, tensors, 0, 1), CONTEXT);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    return file;
  }

  private static void follows(float[] next, int before, int after, float weight) {
    next[after * SIZE.width() + before] = weight;
  }

  private static float[] zeros(long... shape) {
    int numbers = 1;
    for (long length : shape) {
      numbers *= (int) length;
    }
    return new float[numbers];
  }
}
