package dev.stillroom.runtime.student;

import dev.stillroom.runtime.summary.SentenceFeatures;
import dev.stillroom.runtime.summary.SentenceFeatures.Name;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes a sentence worth saying, as weights: of its numbers, and of its words, whose weights
 * have eight bits.
 *
 * @param numbers in the order of {@link Name}
 * @param hashes of the words that count, ascending
 * @param words for each of them its weight, to be multiplied with {@code scale}
 */
public record SentenceWeights(float[] numbers, int[] hashes, byte[] words, float scale) {

  static final Set<String> TENSORS = Set.of("numbers", "hashes", "words", "scale");

  public static final int MAX_HASHES = 1 << 18;

  /** Weights beyond this are nobody's. */
  private static final float MOST = 1e4f;

  /** How many of what it looks for are told. */
  private static final int TOLD = 5;

  /** Less than this of the largest weight is not worth telling. */
  private static final double TELLING = 0.25;

  /**
   * From general reasoning, not from examples: key passages say what a text is about and what was
   * found or decided, stand early or open a part, and stand by themselves; they are no examples,
   * questions or scraps.
   */
  public static final SentenceWeights UNTRAINED = untrained();

  private static SentenceWeights untrained() {
    Map<Name, Double> said = new EnumMap<>(Name.class);
    said.put(Name.FIRST, 0.5);
    said.put(Name.LEAD_OF_LONG, 0.5);
    said.put(Name.OPENS_PARAGRAPH, 0.2);
    said.put(Name.OPENS_SECTION, 0.2);
    said.put(Name.LENGTH, 0.5);
    said.put(Name.TINY, -1.5);
    said.put(Name.HUGE, -0.5);
    said.put(Name.TITLE, 1.0);
    said.put(Name.LIKE_TITLE, 0.5);
    said.put(Name.LIKE_HEADING, 0.3);
    said.put(Name.CENTRAL, 1.5);
    said.put(Name.COVERING, 0.5);
    said.put(Name.NUMBER, 0.1);
    said.put(Name.NAMES, 0.2);
    said.put(Name.QUOTED, -0.3);
    said.put(Name.QUESTION, -0.7);
    said.put(Name.LEANING, -0.3);
    said.put(Name.FINDING, 1.0);
    said.put(Name.CONCLUSION, 0.4);
    said.put(Name.DEFINITION, 0.1);
    said.put(Name.DETAIL, -0.4);
    said.put(Name.ITEM, -0.3);
    said.put(Name.IN_CONCLUSION, 0.4);
    said.put(Name.IN_MINOR, -2.0);
    said.put(Name.ASIDE, -2.0);
    float[] numbers = new float[SentenceFeatures.COUNT];
    said.forEach((name, weight) -> numbers[name.ordinal()] = weight.floatValue());
    return new SentenceWeights(numbers, new int[0], new byte[0], 1);
  }

  /** The same, blind to some of the numbers. */
  SentenceWeights without(Name... names) {
    float[] others = numbers.clone();
    for (Name name : names) {
      others[name.ordinal()] = 0;
    }
    return new SentenceWeights(others, hashes, words, scale);
  }

  /** What speaks for each sentence. */
  public double[] worth(SentenceFeatures features) {
    double[] worth = new double[features.size()];
    for (int i = 0; i < worth.length; i++) {
      double[] values = features.numbers(i);
      for (int k = 0; k < values.length; k++) {
        worth[i] += numbers[k] * values[k];
      }
      if (hashes.length > 0) {
        int sum = 0;
        for (int hash : features.hashes(i)) {
          int column = Arrays.binarySearch(hashes, hash);
          sum += column < 0 ? 0 : words[column];
        }
        worth[i] += (double) sum * scale;
      }
    }
    return worth;
  }

  Map<String, Tensor> tensors() {
    return Map.of(
        "numbers",
        Tensor.of(numbers),
        "hashes",
        Tensor.of(hashes),
        "words",
        Tensor.of(ByteBuffer.wrap(words), words.length, 1),
        "scale",
        Tensor.of(new float[] {scale}));
  }

  static SentenceWeights read(Map<String, Tensor> tensors) throws ProgramRefused {
    float[] numbers = tensors.get("numbers").floats("numbers", SentenceFeatures.COUNT);
    int[] hashes = tensors.get("hashes").integers("hashes");
    if (hashes.length > MAX_HASHES) {
      throw new ProgramRefused("it has more than " + MAX_HASHES + " words: " + hashes.length);
    }
    for (int i = 1; i < hashes.length; i++) {
      if (hashes[i - 1] >= hashes[i]) {
        throw new ProgramRefused("its words do not ascend at " + i);
      }
    }
    byte[] words = tensors.get("words").bytes("words", hashes.length, 1);
    float[] scale = tensors.get("scale").floats("scale", 1);
    bounded(numbers);
    bounded(scale);
    return new SentenceWeights(numbers, hashes, words, scale[0]);
  }

  static void bounded(float[] weights) throws ProgramRefused {
    for (float weight : weights) {
      if (Math.abs(weight) > MOST) {
        throw new ProgramRefused("a weight is beyond " + MOST + ": " + weight);
      }
    }
  }

  /** What it looks for and avoids, the heaviest first. */
  List<String> inWords() {
    List<Name> names = new ArrayList<>(List.of(Name.values()));
    names.sort((a, b) -> Float.compare(weight(b), weight(a)));
    double least = TELLING * Math.abs(weight(names.getFirst()));
    List<String> likes = new ArrayList<>();
    List<String> avoids = new ArrayList<>();
    for (Name name : names) {
      float weight = numbers[name.ordinal()];
      if (likes.size() < TOLD && weight > least) {
        likes.add(name.inWords());
      } else if (avoids.size() < TOLD && weight < -least) {
        avoids.add(name.inWords());
      }
    }
    List<String> said = new ArrayList<>();
    if (!likes.isEmpty()) {
      said.add("prefers " + String.join(", ", likes));
    }
    if (!avoids.isEmpty()) {
      said.add("avoids " + String.join(", ", avoids));
    }
    if (hashes.length > 0) {
      said.add("and knows " + hashes.length + " words and pairs of words");
    }
    return said;
  }

  private float weight(Name name) {
    return Math.abs(numbers[name.ordinal()]);
  }
}
