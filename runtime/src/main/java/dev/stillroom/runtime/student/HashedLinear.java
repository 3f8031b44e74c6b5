package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.features.Hashing;
import dev.stillroom.runtime.features.Term;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A softmax over hashed features with weights of eight bits. Only hashes are stored, never the
 * strings they come from; the reasons take their words from the input itself.
 */
public final class HashedLinear implements Student {

  static final int MAX_COLUMNS = 1 << 22;

  /** How many reasons are given. */
  private static final int REASONS = 5;

  private final Answering answering;
  private final int[] columns;
  private final ByteBuffer weights;
  private final float[] scales;
  private final float[] bias;

  /**
   * @param columns the hashes it knows, ascending
   * @param weights a row for each column, a byte for each label
   * @param scales for each label what its bytes are multiplied with
   * @param bias for each label
   */
  public HashedLinear(
      Answering answering, int[] columns, ByteBuffer weights, float[] scales, float[] bias) {
    this.answering = answering;
    this.columns = columns;
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
    List<Term> terms = Hashing.of(Features.of(input));
    int labels = bias.length;
    double[] sums = new double[labels];
    for (Term term : terms) {
      int row = Arrays.binarySearch(columns, term.hash());
      if (row >= 0) {
        for (int label = 0; label < labels; label++) {
          sums[label] += term.weight() * weights.get(row * labels + label);
        }
      }
    }
    double[] logits = new double[labels];
    int best = 0;
    for (int label = 0; label < labels; label++) {
      logits[label] = (bias[label] + scales[label] * sums[label]) / answering.temperature();
      best = logits[label] > logits[best] ? label : best;
    }
    return answering.answer(softmax(logits), best, reasons(terms, best));
  }

  private static double[] softmax(double[] logits) {
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

  private List<Prediction.Reason> reasons(List<Term> terms, int best) {
    int labels = bias.length;
    List<Prediction.Reason> reasons = new ArrayList<>();
    for (Term term : terms) {
      int row = Arrays.binarySearch(columns, term.hash());
      if (row >= 0) {
        double mean = 0;
        for (int label = 0; label < labels; label++) {
          mean += scales[label] * weights.get(row * labels + label) / labels;
        }
        double lead = term.weight() * (scales[best] * weights.get(row * labels + best) - mean);
        if (lead > 0) {
          reasons.add(new Prediction.Reason(term.feature(), term.part(), lead));
        }
      }
    }
    reasons.sort(Comparator.comparingDouble(Prediction.Reason::weight).reversed());
    return reasons.size() > REASONS ? reasons.subList(0, REASONS) : reasons;
  }

  @Override
  public HashedLinear with(Answering changed) {
    return new HashedLinear(changed, columns, weights, scales, bias);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answering.write(architecture(), json);
    return new Program(
        json,
        Map.of(
            "bias", Tensor.of(bias),
            "columns", Tensor.of(columns),
            "scales", Tensor.of(scales),
            "weights", Tensor.of(weights, columns.length, bias.length)));
  }

  @Override
  public List<String> inWords() {
    return List.of("weighs " + columns.length + " words, parts of words and values");
  }

  static HashedLinear read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Answering answering = Answering.read(fields);
    fields.end();
    Tensors.exactly(tensors, Set.of("bias", "columns", "scales", "weights"));
    int labels = answering.labels().size();
    int[] columns = tensors.get("columns").integers("columns");
    if (columns.length > MAX_COLUMNS) {
      throw new ProgramRefused("it has more than " + MAX_COLUMNS + " columns: " + columns.length);
    }
    for (int i = 1; i < columns.length; i++) {
      if (columns[i - 1] >= columns[i]) {
        throw new ProgramRefused("its columns do not ascend at " + i);
      }
    }
    float[] scales = tensors.get("scales").floats("scales", labels);
    float[] bias = tensors.get("bias").floats("bias", labels);
    for (int i = 0; i < labels; i++) {
      if (!(scales[i] >= 0 && scales[i] <= 1e6 && Math.abs(bias[i]) <= 1e6)) {
        throw new ProgramRefused("its scales must be within 0 and 1e6, its bias within 1e6");
      }
    }
    ByteBuffer weights = tensors.get("weights").bytes("weights", columns.length, labels);
    return new HashedLinear(answering, columns, weights, scales, bias);
  }
}
