package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.SparseWeights;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Packs of the sizes that distillations make, with random weights: what they say does not matter,
 * only what it takes.
 */
final class MadePacks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final Encoder encoder =
      Encoders.installed(null).named(EncoderModel.current().digest()).orElseThrow();

  MadePacks(long seed) {
    this.random = new Random(seed);
  }

  Student encoderHead(int labels, int columns, int each) {
    byte[] weights = new byte[labels * EncoderModel.WIDTH];
    random.nextBytes(weights);
    return new EncoderHead(
        answering(labels), encoder, linear(labels, columns, each), weights, scales(labels));
  }

  /**
   * @param columns how many words and parts of words it knows
   * @param each of how many labels a column speaks
   */
  HashedLinear linear(int labels, int columns, int each) {
    int[] hashes = random.ints().distinct().limit(columns).sorted().toArray();
    int[] starts = IntStream.rangeClosed(0, columns).map(i -> i * each).toArray();
    short[] named = new short[columns * each];
    for (int i = 0; i < named.length; i++) {
      // Ascending within a column: each label from its own share of them.
      int share = i % each;
      int first = share * labels / each;
      named[i] = (short) (first + random.nextInt((share + 1) * labels / each - first));
    }
    byte[] weights = new byte[named.length];
    random.nextBytes(weights);
    return new HashedLinear(
        answering(labels),
        new SparseWeights(hashes, starts, named, weights),
        scales(labels),
        new float[labels]);
  }

  /** Writes a pack with a card as small as one may be; returns the model digest. */
  static String write(Path file, Student student) throws IOException {
    return PackWriter.write(file, student, card());
  }

  static ObjectNode card() {
    ObjectNode card = JSON.createObjectNode().put("kind", "classify");
    card.putObject("verdict").put("passes", true);
    return card;
  }

  private static Answering answering(int labels) {
    List<String> names = IntStream.range(0, labels).mapToObj(i -> "label " + i).toList();
    return new Answering(names);
  }

  private float[] scales(int labels) {
    float[] scales = new float[labels];
    for (int i = 0; i < labels; i++) {
      scales[i] = 0.001f * (1 + random.nextFloat());
    }
    return scales;
  }
}
