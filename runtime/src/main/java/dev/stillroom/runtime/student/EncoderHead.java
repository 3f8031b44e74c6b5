package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.features.Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A softmax over what the shared encoder makes of an input's texts, added to one over hashed
 * features: the one knows what words mean, the other which words and values there are. The pack
 * holds the weights (eight bits, a scale for each label) and the encoder's digest.
 */
public final class EncoderHead implements Student {

  static final Set<String> TENSORS = tensors();

  /** The feature of a reason that lies in no single word. */
  static final String MEANING = "meaning";

  private final Answering answering;
  private final Encoder encoder;
  private final HashedLinear words;
  private final byte[] weights;
  private final float[] scales;
  private final List<Reading> readings;
  private final float[] centre;

  public EncoderHead(
      Answering answering, Encoder encoder, HashedLinear words, byte[] weights, float[] scales) {
    this(answering, encoder, words, weights, scales, Reading.USUAL, null);
  }

  /**
   * @param words what hashed features say, and the bias; its own calibration is not used
   * @param weights for each label a row of bytes, one for each number of the readings' vectors
   * @param scales for each label what its row is multiplied with
   * @param readings whose vectors the weights stand for, one after the other
   * @param centre the mean vector of what it learned from; null where it cannot tell kinship
   */
  public EncoderHead(
      Answering answering,
      Encoder encoder,
      HashedLinear words,
      byte[] weights,
      float[] scales,
      List<Reading> readings,
      float[] centre) {
    this.readings = List.copyOf(readings);
    this.centre = centre;
    this.answering = answering;
    this.encoder = encoder;
    this.words = words;
    this.weights = weights;
    this.scales = scales;
  }

  /** What the encoder reads of an input: its text, then its other texts in the names' order. */
  public static String text(List<Feature> features) {
    return Reading.WHOLE.text(features);
  }

  @Override
  public Architecture architecture() {
    return Architecture.ENCODER_HEAD;
  }

  @Override
  public Answering answering() {
    return answering;
  }

  @Override
  public Prediction predict(Input input) {
    List<Feature> features = Features.of(input);
    try {
      return predict(features, Reading.of(readings, encoder, features));
    } catch (EncoderFailure failure) {
      return silence(failure);
    }
  }

  @Override
  public Prediction predictAfresh(Input input) {
    List<Feature> features = Features.of(input);
    try {
      return predict(features, Reading.afresh(readings, encoder, features));
    } catch (EncoderFailure failure) {
      return silence(failure);
    }
  }

  /** What it says where the encoder cannot be used. */
  Prediction silence(EncoderFailure failure) {
    return answering.silence(new Prediction.Reason("encoder", failure.getMessage(), 0));
  }

  /** What the answer loses without each piece: what a text means is in no single word's weight. */
  @Override
  public List<Prediction.Reason> explain(Input input) {
    Prediction prediction = predict(input);
    return prediction.output() == null && impediment() != null
        ? prediction.reasons()
        : LeaveOneOut.of(input, this::predictAfresh);
  }

  @Override
  public String impediment() {
    return encoder.failure();
  }

  /** What it says of an input whose texts have this vector. */
  Prediction predict(List<Feature> features, float[] embedded) {
    Vector hashed = Vector.of(features);
    double[] fromWords = words.logits(hashed);
    double[] logits = logits(fromWords.clone(), embedded);
    int best = HashedLinear.best(logits);
    Prediction prediction =
        answering.answer(
            HashedLinear.softmax(logits),
            best,
            () -> reasons(features, hashed, fromWords, logits, best));
    return answering.ifKin(prediction, () -> kinship(embedded), MEANING);
  }

  /**
   * How much a vector has in common with what some label was learned from: the most that any
   * label's weights say of its direction from the centre. Probabilities share out what there is,
   * however little it is; this does not. Negative infinity asks for nothing, so that is infinite
   * where there is nothing to tell by.
   */
  public double kinship(float[] embedded) {
    if (centre == null) {
      return Double.POSITIVE_INFINITY;
    }
    double square = 0;
    double read = 0;
    for (int i = 0; i < embedded.length; i++) {
      square += (embedded[i] - centre[i]) * (embedded[i] - centre[i]);
      read += embedded[i] * embedded[i];
    }
    if (read == 0) {
      // Without a text the other features tell.
      return Double.POSITIVE_INFINITY;
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < scales.length; label++) {
      float sum = 0;
      for (int i = 0; i < embedded.length; i++) {
        sum += (embedded[i] - centre[i]) * weights[label * embedded.length + i];
      }
      most = Math.max(most, scales[label] * sum);
    }
    return most / Math.sqrt(Math.max(square, 1e-12));
  }

  /** The words that spoke for a label, and what the text means where that spoke louder. */
  private List<Prediction.Reason> reasons(
      List<Feature> features, Vector hashed, double[] fromWords, double[] logits, int best) {
    double[] fromMeaning = new double[logits.length];
    for (int label = 0; label < logits.length; label++) {
      fromMeaning[label] = logits[label] * answering.temperature() - fromWords[label];
    }
    double meant = fromMeaning[best] - Arrays.stream(fromMeaning).average().orElse(0);
    List<Prediction.Reason> reasons = new ArrayList<>(words.reasons(features, hashed, best));
    reasons.add(new Prediction.Reason(MEANING, "as a whole", meant));
    reasons.sort(Comparator.comparingDouble(Prediction.Reason::weight).reversed());
    reasons.removeIf(reason -> reason.weight() <= 0);
    return reasons;
  }

  /** For each label what this student says of an input's vectors; equal to what it predicts. */
  public double[] probabilities(Vector hashed, float[] embedded) {
    return HashedLinear.softmax(logits(words.logits(hashed), embedded));
  }

  private double[] logits(double[] logits, float[] embedded) {
    for (int label = 0; label < logits.length; label++) {
      float sum = product(embedded, weights, label * embedded.length);
      logits[label] = (logits[label] + scales[label] * sum) / answering.temperature();
    }
    return logits;
  }

  /** A method of its own: called for each label, it is compiled after three answers. */
  private static float product(float[] embedded, byte[] weights, int from) {
    float sum = 0;
    for (int i = 0; i < embedded.length; i++) {
      sum += embedded[i] * weights[from + i];
    }
    return sum;
  }

  @Override
  public EncoderHead with(Answering changed) {
    return new EncoderHead(changed, encoder, words, weights, scales, readings, centre);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answering.write(architecture(), json);
    json.put("encoder", encoder.model().digest());
    Reading.write(readings, json);
    Map<String, Tensor> tensors = new HashMap<>(words.program().tensors());
    int width = readings.size() * EncoderModel.WIDTH;
    tensors.put("encoded", Tensor.of(ByteBuffer.wrap(weights), scales.length, width));
    tensors.put("encoded-scales", Tensor.of(scales));
    if (answering.asksForKinship()) {
      tensors.put("centre", Tensor.of(centre));
    }
    return new Program(json, Map.copyOf(tensors));
  }

  List<Reading> readings() {
    return readings;
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "weighs what its texts mean (" + encoder.model().file() + ")", words.inWords().getFirst());
  }

  static EncoderHead read(Fields fields, Map<String, Tensor> tensors, Encoders encoders)
      throws ProgramRefused {
    Answering answering = Answering.read(fields);
    String digest = fields.string("encoder", 64);
    List<Reading> readings = Reading.read(fields);
    fields.end();
    Set<String> names = new TreeSet<>(TENSORS);
    if (answering.asksForKinship()) {
      names.add("centre");
    }
    Tensors.exactly(tensors, names);
    return read(answering, encoder(digest, encoders), tensors, readings);
  }

  private static Set<String> tensors() {
    Set<String> names = new TreeSet<>(HashedLinear.TENSORS);
    names.addAll(Set.of("encoded", "encoded-scales"));
    return Set.copyOf(names);
  }

  /** Reads the numbers alone. */
  static EncoderHead read(
      Answering answering, Encoder encoder, Map<String, Tensor> tensors, List<Reading> readings)
      throws ProgramRefused {
    int labels = answering.labels().size();
    HashedLinear words = HashedLinear.read(new Answering(answering.labels()), tensors);
    float[] scales = tensors.get("encoded-scales").floats("encoded-scales", labels);
    for (float scale : scales) {
      if (!(scale >= 0 && scale <= 1e6)) {
        throw new ProgramRefused("its scales must be within 0 and 1e6");
      }
    }
    int width = readings.size() * EncoderModel.WIDTH;
    byte[] weights = tensors.get("encoded").bytes("encoded", labels, width);
    float[] centre = tensors.containsKey("centre") ? centre(tensors.get("centre"), width) : null;
    return new EncoderHead(answering, encoder, words, weights, scales, readings, centre);
  }

  private static float[] centre(Tensor tensor, int width) throws ProgramRefused {
    float[] centre = tensor.floats("centre", width);
    for (float value : centre) {
      if (!(Math.abs(value) <= 1)) {
        throw new ProgramRefused("its centre must be within 1");
      }
    }
    return centre;
  }

  /** The encoder of that digest. */
  static Encoder encoder(String digest, Encoders encoders) throws ProgramRefused {
    return encoders
        .named(digest)
        .orElseThrow(
            () ->
                new ProgramRefused(
                    "it needs the encoder "
                        + digest
                        + ", which this version does not know;"
                        + " install a Stillroom that does, or distill the model again"));
  }
}
