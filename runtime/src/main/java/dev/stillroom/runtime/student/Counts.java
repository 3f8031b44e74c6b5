package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** How many examples of each label there were, in the order of the labels. */
public record Counts(List<Integer> of) {

  public Counts {
    of = List.copyOf(of);
  }

  /**
   * The probability of each label, by Laplace's rule with a weight of two examples in all: three of
   * three are 0.8 and not certain.
   */
  double[] probabilities() {
    double total = of.stream().mapToLong(Integer::longValue).sum();
    double[] probabilities = new double[of.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (of.get(i) + 2.0 / of.size()) / (total + 2);
    }
    return probabilities;
  }

  /** The index of the most frequent label, the first of equals. */
  public int best() {
    int best = 0;
    for (int i = 1; i < of.size(); i++) {
      best = of.get(i) > of.get(best) ? i : best;
    }
    return best;
  }

  String inWords(List<String> labels) {
    long total = of.stream().mapToLong(Integer::longValue).sum();
    return labels.get(best()) + " (" + of.get(best()) + " of " + total + " examples)";
  }

  void write(ArrayNode array) {
    of.forEach(array::add);
  }

  static Counts read(JsonNode array, Answering answering) throws ProgramRefused {
    if (array.size() != answering.labels().size()) {
      throw new ProgramRefused(
          "there must be a count for each of "
              + answering.labels().size()
              + " labels, not "
              + array.size());
    }
    List<Integer> counts = new ArrayList<>();
    for (JsonNode node : array) {
      if (!node.isInt() || node.intValue() < 0 || node.intValue() > 1_000_000_000) {
        throw new ProgramRefused("a count must be within 0 and 1000000000");
      }
      counts.add(node.intValue());
    }
    return new Counts(counts);
  }
}
