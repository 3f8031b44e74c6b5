package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.span.SpanText;
import dev.stillroom.runtime.student.span.TokenFeatures;
import dev.stillroom.runtime.student.span.TokenVectors;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@link SpanTagger} that also weighs what the shared encoder makes of each token in its place:
 * it knows that Tuesday is like Monday, and a name it never saw is a name. The pack holds the
 * weights (eight bits, a scale for each tag) and the encoder's digest.
 */
public final class EncodedSpanTagger implements Extractor {

  private final Encoder encoder;
  private final SpanTagger words;
  private final Measure measure;
  private final byte[] weights;
  private final float[] scales;

  /**
   * What brings the encoder's numbers, some of which are a hundred times as large as others, to one
   * measure: they are taken less {@code centre}, times {@code factor}.
   */
  public record Measure(float[] centre, float[] factor) {

    /** The numbers in that measure; zeros, which say nothing, where there are none. */
    public float[] of(float[] vector) {
      float[] measured = new float[centre.length];
      for (int i = 0; vector != null && i < measured.length; i++) {
        measured[i] = (vector[i] - centre[i]) * factor[i];
      }
      return measured;
    }
  }

  /**
   * @param words what hashed features say, the chain and the form
   * @param weights for each tag a row of bytes, one for each of the encoder's numbers
   * @param scales for each tag what its row is multiplied with
   */
  public EncodedSpanTagger(
      SpanTagger words, Encoder encoder, Measure measure, byte[] weights, float[] scales) {
    this.words = words;
    this.encoder = encoder;
    this.measure = measure;
    this.weights = weights;
    this.scales = scales;
  }

  @Override
  public Reads reads() {
    return Reads.TEXTS;
  }

  @Override
  public Architecture architecture() {
    return Architecture.ENCODED_SPAN_TAGGER;
  }

  @Override
  public Form form() {
    return words.form();
  }

  @Override
  public String impediment() {
    return encoder.failure();
  }

  @Override
  public Extraction extract(Input input) {
    SpanText text = SpanTagger.text(input);
    try {
      float[][] vectors = TokenVectors.of(text, encoder::tokens);
      return extract(text, SpanTagger.features(input, text), vectors);
    } catch (EncoderFailure failure) {
      Form.Guess silence = new Form.Guess(List.of(), 0, null, List.of(), failure.getMessage());
      return form().fill(form().blanks().stream().map(blank -> silence).toList());
    }
  }

  /** What it says of a text whose vectors are known. */
  public Extraction extract(SpanText text, int[][] features, float[][] vectors) {
    double[][] tags = words.weights(features);
    for (int i = 0; i < tags.length; i++) {
      float[] vector = measure.of(vectors[i]);
      for (int tag = 0; tag < scales.length; tag++) {
        float sum = 0;
        for (int k = 0; k < vector.length; k++) {
          sum += vector[k] * weights[tag * vector.length + k];
        }
        tags[i][tag] += scales[tag] * sum;
      }
    }
    return words.filled(text, tags);
  }

  @Override
  public EncodedSpanTagger with(Form changed) {
    return new EncodedSpanTagger(words.with(changed), encoder, measure, weights, scales);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form().write(architecture(), json);
    json.put("features", TokenFeatures.VERSION).put("encoder", encoder.model().digest());
    Map<String, Tensor> tensors = new HashMap<>(words.tensors());
    tensors.put("centre", Tensor.of(measure.centre()));
    tensors.put("factor", Tensor.of(measure.factor()));
    tensors.put("encoded", Tensor.of(ByteBuffer.wrap(weights), scales.length, EncoderModel.WIDTH));
    tensors.put("encoded-scales", Tensor.of(scales));
    return new Program(json, Map.copyOf(tensors));
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "weighs what each word means in its place (" + encoder.model().file() + ")",
        words.inWords().getFirst(),
        words.inWords().getLast());
  }

  static EncodedSpanTagger read(Fields fields, Map<String, Tensor> tensors, Encoders encoders)
      throws ProgramRefused {
    Form form = Form.read(fields);
    SpanTagger.version(fields);
    String digest = fields.string("encoder", 64);
    fields.end();
    Set<String> names = new TreeSet<>(SpanTagger.TENSORS);
    names.addAll(Set.of("centre", "factor", "encoded", "encoded-scales"));
    Tensors.exactly(tensors, names);
    SpanTagger words = SpanTagger.read(form, tensors);
    int tags = 2 * form.blanks().size() + 1;
    float[] scales = bounded(tensors, "encoded-scales", tags, 1e4f);
    Measure measure =
        new Measure(
            bounded(tensors, "centre", EncoderModel.WIDTH, 1e4f),
            bounded(tensors, "factor", EncoderModel.WIDTH, 1e4f));
    byte[] weights = tensors.get("encoded").bytes("encoded", tags, EncoderModel.WIDTH);
    Encoder encoder = EncoderHead.encoder(digest, encoders);
    return new EncodedSpanTagger(words, encoder, measure, weights, scales);
  }

  private static float[] bounded(Map<String, Tensor> tensors, String name, int size, float most)
      throws ProgramRefused {
    float[] values = tensors.get(name).floats(name, size);
    for (float value : values) {
      if (!(Math.abs(value) <= most)) {
        throw new ProgramRefused("'" + name + "' must be within -" + most + " and " + most);
      }
    }
    return values;
  }
}
