package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Vector;
import dev.stillroom.runtime.form.FieldFeatures;
import dev.stillroom.runtime.form.FieldType;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.FormRefused;
import dev.stillroom.runtime.form.MarkupTyper;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.student.form.LabelChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Understands the fields of a form together: weights of eight bits for hashed features of each
 * field, and a chain of labels, since a form's fields follow each other as they do in an address.
 */
public final class FieldTagger implements Student, FieldTyper {

  private static final int MAX_LABELS = 100;

  /** Weights beyond this are nobody's: a sum of them must stay far from what a double holds. */
  private static final float MOST = 100;

  /** How probable it may at most be that a field is one of those that are never filled. */
  private static final double SECRET = 0.3;

  /** The same where the field says that it is something else. */
  private static final double LIKELY = 0.5;

  private static final Set<String> TENSORS =
      Set.of("columns", "counts", "first", "labels", "next", "scales", "weights");

  private final Answering answering;
  private final SparseWeights weights;
  private final float[] scales;
  private final LabelChain chain;

  /**
   * @param scales for each label what its bytes are multiplied with
   */
  public FieldTagger(Answering answering, SparseWeights weights, float[] scales, LabelChain chain) {
    this.answering = answering;
    this.weights = weights;
    this.scales = scales;
    this.chain = chain;
  }

  @Override
  public Architecture architecture() {
    return Architecture.FIELD_TAGGER;
  }

  @Override
  public Answering answering() {
    return answering;
  }

  /** For each field the probability of each label, in the order of the labels. */
  public double[][] probabilities(WebForm form) {
    List<Vector> features = FieldFeatures.of(form);
    double[][] sums = new double[features.size()][scales.length];
    for (int i = 0; i < sums.length; i++) {
      Vector field = features.get(i);
      for (int k = 0; k < field.hashes().length; k++) {
        int column = weights.column(field.hashes()[k]);
        if (column >= 0) {
          weights.add(column, field.weights()[k], sums[i]);
        }
      }
      for (int k = 0; k < scales.length; k++) {
        sums[i][k] *= scales[k] / answering.temperature();
      }
    }
    return sums.length == 0 ? sums : chain.marginals(sums, null);
  }

  /** {@inheritDoc} What a field says of itself comes first, unless it looks like a secret. */
  @Override
  public List<FieldTyping> types(WebForm form) {
    double[][] probabilities = probabilities(form);
    List<FieldTyping> types = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      Optional<FieldTyping> said = MarkupTyper.of(form.fields().get(i));
      FieldTyping judged = judged(probabilities[i], said.isPresent() ? LIKELY : SECRET);
      types.add(judged.type().isNeverFilled() ? judged : said.orElse(judged));
    }
    return types;
  }

  /**
   * @param most how probable a secret may be without being taken for one
   */
  private FieldTyping judged(double[] probabilities, double most) {
    int best = 0;
    int secret = -1;
    double secrets = 0;
    for (int k = 0; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
      if (type(k).isNeverFilled()) {
        secrets += probabilities[k];
        secret = secret < 0 || probabilities[k] > probabilities[secret] ? k : secret;
      }
    }
    int chosen = secrets > most ? secret : best;
    return new FieldTyping(type(chosen), probabilities[chosen], FieldTyping.Basis.STUDENT);
  }

  private FieldType type(int label) {
    return FieldType.of(answering.labels().get(label)).orElse(FieldType.NONE);
  }

  /** {@inheritDoc} The input is one field; its members are those of a form's snapshot. */
  @Override
  public Prediction predict(Input input) {
    ObjectNode snapshot = JsonNodeFactory.instance.objectNode().put("form", FormJson.VERSION);
    ObjectNode field = input.members().deepCopy();
    if (!field.has("tag")) {
      field.put("tag", "input");
    }
    snapshot.putArray("fields").add(field);
    double[] probabilities;
    try {
      probabilities = probabilities(FormJson.read(snapshot))[0];
    } catch (FormRefused odd) {
      WebForm nothing = new WebForm("", "", List.of(WebField.text("", "")), false);
      probabilities = probabilities(nothing)[0];
    }
    int best = 0;
    for (int k = 0; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return answering.answer(probabilities, best, List.of());
  }

  @Override
  public FieldTagger with(Answering changed) {
    return new FieldTagger(changed, weights, scales, chain);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", kind().label());
    json.put("features", FieldFeatures.VERSION);
    json.put("temperature", answering.temperature()).put("threshold", answering.threshold());
    ArrayNode labels = json.putArray("labels");
    answering.labels().forEach(labels::add);
    Map<String, Tensor> tensors = new HashMap<>();
    weights.write(tensors, scales.length);
    tensors.put("scales", Tensor.of(scales));
    tensors.put("first", Tensor.of(chain.first()));
    tensors.put("next", Tensor.of(chain.next()));
    return new Program(json, Map.copyOf(tensors));
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "reads the names, labels, kinds and options of a form's fields, weighs "
            + weights.hashes().length
            + " words and parts (hashed) for "
            + scales.length
            + " types, and what usually follows what");
  }

  static FieldTagger read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("classify")) {
      throw new ProgramRefused("a field tagger is of kind 'classify', not '" + kind + "'");
    }
    int version = fields.integer("features", 1, 1_000);
    if (version != FieldFeatures.VERSION) {
      throw new ProgramRefused(
          "its features are those of version "
              + version
              + ", here they are those of version "
              + FieldFeatures.VERSION
              + "; distill it again");
    }
    double temperature = fields.number("temperature", 0.01, 100);
    double threshold = fields.number("threshold", 0, 1);
    List<String> labels = new ArrayList<>();
    for (JsonNode label : fields.array("labels", 1, MAX_LABELS)) {
      labels.add(Fields.plain(label, "a label", 200));
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw new ProgramRefused("a label is there twice");
    }
    fields.end();
    Tensors.exactly(tensors, TENSORS);
    int size = labels.size();
    return new FieldTagger(
        new Answering(labels, temperature, threshold),
        SparseWeights.read(tensors, size),
        bounded(tensors, "scales", size),
        new LabelChain(
            size, bounded(tensors, "first", size), bounded(tensors, "next", size * size)));
  }

  private static float[] bounded(Map<String, Tensor> tensors, String name, int size)
      throws ProgramRefused {
    float[] values = tensors.get(name).floats(name, size);
    for (float value : values) {
      if (!(Math.abs(value) <= MOST)) {
        throw new ProgramRefused("'" + name + "' must be within -100 and 100");
      }
    }
    return values;
  }
}
