package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.features.Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * How a student turns probabilities into an answer.
 *
 * @param labels the closed vocabulary, in the order of the student's numbers
 * @param temperature by which logits are divided, above 1 where the student was too sure of itself
 * @param threshold the confidence below which it abstains, in [0, 1]
 * @param kinship what an input must at least have in common with those learned from, for a student
 *     that can tell; negative infinity where nothing is asked for
 */
public record Answering(List<String> labels, double temperature, double threshold, double kinship) {

  /** Where no kinship is asked for, and of what a student cannot tell it of. */
  public static final double NO_KINSHIP = Double.NEGATIVE_INFINITY;

  /** Why it keeps silent about an input that has too little in common with what it knows. */
  private static final String STRANGE = "unlike anything it learned from";

  static final int MAX_LABELS = 1_000;

  public Answering {
    labels = List.copyOf(labels);
  }

  public Answering(List<String> labels) {
    this(labels, 1, 0);
  }

  public Answering(List<String> labels, double temperature, double threshold) {
    this(labels, temperature, threshold, NO_KINSHIP);
  }

  /** Whether it minds what an input has in common with those learned from. */
  public boolean asksForKinship() {
    return kinship > NO_KINSHIP;
  }

  /**
   * The answer for a probability for each label.
   *
   * @param preferred the label that comes first among equally probable ones
   */
  Prediction answer(double[] probabilities, int preferred, List<Prediction.Reason> reasons) {
    return prediction(probabilities, preferred, List.copyOf(reasons));
  }

  /** The same with reasons that are looked for when somebody asks. */
  Prediction answer(
      double[] probabilities, int preferred, Supplier<List<Prediction.Reason>> reasons) {
    return prediction(probabilities, preferred, new LaterReasons(reasons));
  }

  private Prediction prediction(
      double[] probabilities, int preferred, List<Prediction.Reason> reasons) {
    List<Prediction.Ranked> ranked = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      ranked.add(new Prediction.Ranked(labels.get(i), probabilities[i]));
    }
    ranked.addFirst(ranked.remove(preferred));
    ranked.sort(Comparator.comparingDouble(Prediction.Ranked::probability).reversed());
    Prediction.Ranked best = ranked.getFirst();
    String output = best.probability() >= threshold ? best.label() : null;
    return new Prediction(output, best.probability(), List.copyOf(ranked), reasons, false);
  }

  /**
   * The prediction, or silence where the input has less in common with what was learned from than
   * is asked for.
   *
   * @param feature in what it is strange
   */
  Prediction ifKin(Prediction prediction, DoubleSupplier common, String feature) {
    return !asksForKinship() || common.getAsDouble() >= kinship
        ? prediction
        : prediction.silent(new Prediction.Reason(feature, STRANGE, 0));
  }

  /** The abstention of a student that knows nothing of an input, with the reason for that. */
  Prediction silence(Prediction.Reason why) {
    List<Prediction.Ranked> alike =
        labels.stream().map(label -> new Prediction.Ranked(label, 1.0 / labels.size())).toList();
    return new Prediction(null, 0, alike, List.of(why), false);
  }

  /** Begins a program: what all students' programs hold. */
  void write(Architecture architecture, ObjectNode json) {
    json.put("program", architecture.label());
    json.put("kind", "classify");
    json.put("features", Features.VERSION);
    ArrayNode names = json.putArray("labels");
    labels.forEach(names::add);
    json.put("temperature", temperature);
    json.put("threshold", threshold);
    if (asksForKinship()) {
      json.put("kinship", kinship);
    }
  }

  static Answering read(Fields fields) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("classify")) {
      throw new ProgramRefused("kind '" + kind + "' is none that this version runs");
    }
    int version = fields.integer("features", 0, Integer.MAX_VALUE);
    if (version != Features.VERSION) {
      throw new ProgramRefused(
          "it sees features of version "
              + version
              + ", this program has version "
              + Features.VERSION
              + "; distill it again");
    }
    Set<String> labels = new HashSet<>();
    List<String> order = new ArrayList<>();
    for (JsonNode node : fields.array("labels", 1, MAX_LABELS)) {
      String label = Fields.plain(node, "a label", ExampleReader.MAX_LABEL);
      if (label.isBlank() || !labels.add(label)) {
        throw new ProgramRefused("label '" + label + "' is empty or there twice");
      }
      order.add(label);
    }
    return new Answering(
        order,
        fields.number("temperature", 0.01, 100),
        fields.number("threshold", 0, 1),
        fields.has("kinship") ? fields.number("kinship", -1e6, 1e6) : NO_KINSHIP);
  }
}
