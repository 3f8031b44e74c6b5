package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An encoder head whose encoder has learned the task too: the vectors come from the shared encoder
 * under an adapter of this student's own. The pack holds the head and the adapter.
 */
public final class AdaptedHead implements Student {

  /** What such a head may stand on: the adapted vector alone, or with that of the opening. */
  private static final List<List<Reading>> READINGS =
      List.of(Reading.USUAL, List.of(Reading.WHOLE, Reading.OPENING));

  private final Encoder encoder;
  private final EncoderHead head;
  private final LowRank matrices;
  private final Adapter adapter;

  /**
   * @param head what it says of the adapted vectors, and its calibration
   */
  public AdaptedHead(Encoder encoder, EncoderHead head, LowRank matrices) {
    this(encoder, head, matrices, matrices.adapter());
  }

  private AdaptedHead(Encoder encoder, EncoderHead head, LowRank matrices, Adapter adapter) {
    this.encoder = encoder;
    this.head = head;
    this.matrices = matrices;
    this.adapter = adapter;
  }

  @Override
  public Architecture architecture() {
    return Architecture.ADAPTED_HEAD;
  }

  @Override
  public Answering answering() {
    return head.answering();
  }

  @Override
  public Prediction predict(Input input) {
    List<Feature> features = Features.of(input);
    try {
      return head.predict(features, vectors(EncoderHead.text(features)));
    } catch (EncoderFailure failure) {
      return head.silence(failure);
    }
  }

  /** The adapted vector of the text, and that of its opening where the head wants it. */
  private float[] vectors(String text) {
    if (head.readings().size() == 1) {
      return encoder.embed(text, adapter);
    }
    float[][] both = encoder.both(text, adapter);
    float[] all = Arrays.copyOf(both[0], 2 * EncoderModel.WIDTH);
    System.arraycopy(both[1], 0, all, EncoderModel.WIDTH, EncoderModel.WIDTH);
    return all;
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

  /** What says of the adapted vectors what this student says of their texts. */
  public EncoderHead head() {
    return head;
  }

  @Override
  public AdaptedHead with(Answering changed) {
    return new AdaptedHead(encoder, head.with(changed), matrices, adapter);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answering().write(architecture(), json);
    json.put("encoder", encoder.model().digest());
    json.put("rank", matrices.rank());
    Reading.write(head.readings(), json);
    Map<String, Tensor> tensors = new HashMap<>(head.program().tensors());
    tensors.putAll(matrices.tensors());
    return new Program(json, Map.copyOf(tensors));
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    words.add(
        "the encoder learned the task too: " + matrices.rank() + " directions in its last layers");
    words.addAll(head.inWords());
    return List.copyOf(words);
  }

  static AdaptedHead read(Fields fields, Map<String, Tensor> tensors, Encoders encoders)
      throws ProgramRefused {
    Answering answering = Answering.read(fields);
    String digest = fields.string("encoder", 64);
    int rank = fields.integer("rank", 1, Adapter.MAX_RANK);
    List<Reading> readings = Reading.read(fields);
    fields.end();
    if (!READINGS.contains(readings)) {
      throw new ProgramRefused("an adapted encoder reads " + READINGS + ", not " + readings);
    }
    Set<String> names = new TreeSet<>(EncoderHead.TENSORS);
    names.addAll(LowRank.TENSORS);
    Tensors.exactly(tensors, names);
    Encoder encoder = EncoderHead.encoder(digest, encoders);
    return new AdaptedHead(
        encoder,
        EncoderHead.read(answering, encoder, tensors, readings),
        LowRank.read(encoder.model(), rank, tensors));
  }
}
