package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A {@link SentenceRanker} that also weighs what the shared encoder makes of a sentence, how near
 * that is to the middle of all, and to the title. Of a long text only the sentences that stand
 * first without it are read by it.
 */
public final class EncodedSentenceRanker implements Summarizer {

  /** So many sentences of a text are read by the encoder, a second's work. */
  public static final int MOST = 120;

  /** How near a sentence is to the middle of those read, to the title, and to the first one. */
  public static final int LIKENESSES = 3;

  private final Choosing choosing;
  private final SentenceWeights weights;
  private final Encoder encoder;
  private final float[] likenesses;
  private final byte[] meaning;
  private final float scale;

  /**
   * @param likenesses the weights of a sentence's {@link #LIKENESSES}
   * @param meaning a weight for each of the encoder's numbers, to be multiplied with {@code scale}
   */
  public EncodedSentenceRanker(
      Choosing choosing,
      SentenceWeights weights,
      Encoder encoder,
      float[] likenesses,
      byte[] meaning,
      float scale) {
    this.choosing = choosing;
    this.weights = weights;
    this.encoder = encoder;
    this.likenesses = likenesses.clone();
    this.meaning = meaning.clone();
    this.scale = scale;
  }

  @Override
  public Architecture architecture() {
    return Architecture.ENCODED_SENTENCE_RANKER;
  }

  @Override
  public Budget budget() {
    return choosing.budget();
  }

  @Override
  public String impediment() {
    return encoder.failure();
  }

  /** What stands first without the encoder: the answer that is there at once. */
  public SentenceRanker cheap() {
    return new SentenceRanker(choosing, weights);
  }

  @Override
  public Summary summarize(Document document, Budget asked) {
    SentenceFeatures features = new SentenceFeatures(document);
    try {
      int[] read = read(features, weights);
      float[][] vectors = vectors(document, read, encoder);
      return summarize(features, read, vectors, title(document, encoder), asked);
    } catch (EncoderFailure failure) {
      return cheap().summarize(features, asked);
    }
  }

  /** Which sentences the encoder reads, ascending. */
  public static int[] read(SentenceFeatures features, SentenceWeights before) {
    double[] worth = before.worth(features);
    return IntStream.range(0, worth.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -worth[i]))
        .limit(MOST)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** What the encoder makes of some sentences. */
  public static float[][] vectors(Document document, int[] read, Encoder encoder) {
    return Arrays.stream(read)
        .mapToObj(i -> encoder.embed(document.sentences().get(i).text()))
        .toArray(float[][]::new);
  }

  /** What the encoder makes of the title; null where there is none. */
  public static float[] title(Document document, Encoder encoder) {
    return document.title().isBlank() ? null : encoder.embed(document.title());
  }

  /** The same of a document whose vectors are known. */
  public Summary summarize(
      SentenceFeatures features, int[] read, float[][] vectors, float[] title, Budget asked) {
    double[] worth = weights.worth(features);
    double[][] near = likenesses(vectors, title);
    double[] added = new double[read.length];
    for (int r = 0; r < read.length; r++) {
      double sum = 0;
      for (int k = 0; k < vectors[r].length; k++) {
        sum += vectors[r][k] * meaning[k];
      }
      added[r] = sum * scale;
      for (int k = 0; k < LIKENESSES; k++) {
        added[r] += likenesses[k] * near[r][k];
      }
    }
    // What was not read is taken to mean what the others mean.
    double mean = Choosing.mean(added);
    for (int r = 0; r < read.length; r++) {
      worth[read[r]] += added[r] - mean;
    }
    return choosing.summary(features, worth, asked);
  }

  /** For each vector how near it is to the middle, to the title and to the first. */
  public static double[][] likenesses(float[][] vectors, float[] title) {
    float[] centre = new float[EncoderModel.WIDTH];
    for (float[] vector : vectors) {
      for (int k = 0; k < centre.length; k++) {
        centre[k] += vector[k];
      }
    }
    double length = Math.sqrt(dot(centre, centre));
    double[][] near = new double[vectors.length][LIKENESSES];
    for (int r = 0; r < vectors.length; r++) {
      near[r][0] = length > 0 ? dot(vectors[r], centre) / length : 0;
      near[r][1] = title == null ? 0 : dot(vectors[r], title);
      near[r][2] = dot(vectors[r], vectors[0]);
    }
    return near;
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      sum += one[k] * other[k];
    }
    return sum;
  }

  @Override
  public EncodedSentenceRanker with(Choosing.Sure sure, double threshold) {
    return new EncodedSentenceRanker(
        choosing.with(sure).with(threshold), weights, encoder, likenesses, meaning, scale);
  }

  @Override
  public Program program() {
    ObjectNode json = choosing.write(architecture());
    json.put("features", SentenceFeatures.VERSION).put("encoder", encoder.model().digest());
    Map<String, Tensor> tensors = new HashMap<>(weights.tensors());
    tensors.put("likenesses", Tensor.of(likenesses));
    tensors.put("meaning", Tensor.of(ByteBuffer.wrap(meaning), meaning.length, 1));
    tensors.put("meaning-scale", Tensor.of(new float[] {scale}));
    return new Program(json, Map.copyOf(tensors));
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>(cheap().inWords());
    words.add("weighs what each sentence means (" + encoder.model().file() + ")");
    return words;
  }

  static EncodedSentenceRanker read(Fields fields, Map<String, Tensor> tensors, Encoders encoders)
      throws ProgramRefused {
    Choosing choosing = Choosing.read(fields);
    SentenceRanker.version(fields);
    String digest = fields.string("encoder", 64);
    fields.end();
    Set<String> names = new TreeSet<>(SentenceWeights.TENSORS);
    names.addAll(Set.of("likenesses", "meaning", "meaning-scale"));
    Tensors.exactly(tensors, names);
    Encoder encoder = EncoderHead.encoder(digest, encoders);
    float[] likenesses = tensors.get("likenesses").floats("likenesses", LIKENESSES);
    float[] scale = tensors.get("meaning-scale").floats("meaning-scale", 1);
    SentenceWeights.bounded(likenesses);
    SentenceWeights.bounded(scale);
    return new EncodedSentenceRanker(
        choosing,
        SentenceWeights.read(tensors),
        encoder,
        likenesses,
        tensors.get("meaning").bytes("meaning", EncoderModel.WIDTH, 1),
        scale[0]);
  }
}
