package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.features.Hashing;
import dev.stillroom.runtime.features.Term;
import dev.stillroom.runtime.features.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A softmax over hashed features with weights of eight bits. Only hashes are stored, never the
 * strings they come from; the reasons take their words from the input itself.
 */
public final class HashedLinear implements Student {

  static final Set<String> TENSORS =
      Set.of("bias", "columns", "counts", "labels", "scales", "weights");

  /** How many reasons are given. */
  private static final int REASONS = 5;

  private final Answering answering;
  private final SparseWeights weights;
  private final float[] scales;
  private final float[] bias;

  /**
   * @param scales for each label what its bytes are multiplied with
   * @param bias for each label
   */
  public HashedLinear(Answering answering, SparseWeights weights, float[] scales, float[] bias) {
    this.answering = answering;
    this.weights = weights;
    this.scales = scales;
    this.bias = bias;
  }

  @Override
  public Architecture architecture() {
    return Architecture.HASHED_LINEAR;
  }

  @Override
  public Answering answering() {
    return answering;
  }

  @Override
  public Prediction predict(Input input) {
    List<Feature> features = Features.of(input);
    Vector vector = Vector.of(features);
    double[] logits = logits(vector);
    int best = best(logits);
    Prediction prediction =
        answering.answer(softmax(logits), best, () -> reasons(features, vector, best));
    return answering.ifKin(prediction, () -> kinship(vector), "text");
  }

  /**
   * How much an input has in common with what some label was learned from: the most that any
   * label's weights say of a vector of its direction, without the bias. Infinite where there is
   * nothing to tell by.
   */
  public double kinship(Vector vector) {
    double[] sums = new double[bias.length];
    double square = 0;
    for (int i = 0; i < vector.hashes().length; i++) {
      square += vector.weights()[i] * vector.weights()[i];
      int column = weights.column(vector.hashes()[i]);
      if (column >= 0) {
        weights.add(column, vector.weights()[i], sums);
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < sums.length; label++) {
      most = Math.max(most, scales[label] * sums[label]);
    }
    return square == 0 ? Double.POSITIVE_INFINITY : most / Math.sqrt(square);
  }

  /** For each label what this student says of a vector; equal to what it predicts. */
  public double[] probabilities(Vector vector) {
    return softmax(logits(vector));
  }

  double[] logits(Vector vector) {
    double[] sums = new double[bias.length];
    for (int i = 0; i < vector.hashes().length; i++) {
      int column = weights.column(vector.hashes()[i]);
      if (column >= 0) {
        weights.add(column, vector.weights()[i], sums);
      }
    }
    return scaled(sums);
  }

  private double[] scaled(double[] sums) {
    double[] logits = new double[sums.length];
    for (int label = 0; label < logits.length; label++) {
      logits[label] = (bias[label] + scales[label] * sums[label]) / answering.temperature();
    }
    return logits;
  }

  static int best(double[] logits) {
    int best = 0;
    for (int label = 0; label < logits.length; label++) {
      best = logits[label] > logits[best] ? label : best;
    }
    return best;
  }

  static double[] softmax(double[] logits) {
    double top = Arrays.stream(logits).max().orElse(0);
    double sum = 0;
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = StrictMath.exp(logits[i] - top);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** The coordinates that spoke most for a label, in the input's own words. */
  List<Prediction.Reason> reasons(List<Feature> features, Vector vector, int best) {
    int[] hashes = new int[REASONS];
    double[] leads = new double[REASONS];
    int n = 0;
    for (int i = 0; i < vector.hashes().length; i++) {
      int column = weights.column(vector.hashes()[i]);
      double lead = column < 0 ? 0 : vector.weights()[i] * lead(column, best);
      if (lead > 0 && (n < REASONS || lead > leads[n - 1])) {
        int at = n < REASONS ? n++ : n - 1;
        for (; at > 0 && leads[at - 1] < lead; at--) {
          leads[at] = leads[at - 1];
          hashes[at] = hashes[at - 1];
        }
        leads[at] = lead;
        hashes[at] = vector.hashes()[i];
      }
    }
    Map<Integer, Term> terms = Hashing.terms(features, vector, Arrays.copyOf(hashes, n));
    List<Prediction.Reason> reasons = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Term term = terms.get(hashes[i]);
      reasons.add(new Prediction.Reason(term.feature(), term.part(), leads[i]));
    }
    return reasons;
  }

  /** How much more a column speaks for one label than for the mean of all. */
  private double lead(int column, int best) {
    double mean = 0;
    double own = 0;
    for (int i = weights.starts()[column]; i < weights.starts()[column + 1]; i++) {
      int label = weights.labels()[i];
      double weight = scales[label] * weights.weights()[i];
      mean += weight / bias.length;
      own = label == best ? weight : own;
    }
    return own - mean;
  }

  @Override
  public HashedLinear with(Answering changed) {
    return new HashedLinear(changed, weights, scales, bias);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answering.write(architecture(), json);
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("bias", Tensor.of(bias));
    tensors.put("scales", Tensor.of(scales));
    weights.write(tensors, bias.length);
    return new Program(json, Map.copyOf(tensors));
  }

  @Override
  public List<String> inWords() {
    return List.of("weighs " + weights.hashes().length + " words, parts of words and values");
  }

  static HashedLinear read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Answering answering = Answering.read(fields);
    fields.end();
    Tensors.exactly(tensors, TENSORS);
    return read(answering, tensors);
  }

  /** Reads the numbers alone. */
  static HashedLinear read(Answering answering, Map<String, Tensor> tensors) throws ProgramRefused {
    int labels = answering.labels().size();
    float[] scales = tensors.get("scales").floats("scales", labels);
    float[] bias = tensors.get("bias").floats("bias", labels);
    for (int i = 0; i < labels; i++) {
      if (!(scales[i] >= 0 && scales[i] <= 1e6 && Math.abs(bias[i]) <= 1e6)) {
        throw new ProgramRefused("its scales must be within 0 and 1e6, its bias within 1e6");
      }
    }
    return new HashedLinear(answering, SparseWeights.read(tensors, labels), scales, bias);
  }
}
