package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Selection;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a summarizer goes from what speaks for each sentence to a summary.
 *
 * @param budget how long a summary is where nobody says otherwise
 * @param repetition what a sentence loses of its worth where it was said already
 * @param sureness from a sentence's worth to how probable it is that it would be kept
 * @param threshold below this it is not sure enough to say anything
 */
public record Choosing(Budget budget, double repetition, Sure sureness, double threshold) {

  private static final double MOST = 1e6;

  /**
   * A sentence's probability: the logistic function of {@code bias}, plus {@code margin} times how
   * far its worth is above the document's mean, plus {@code share} times the log odds of a sentence
   * chosen blindly.
   */
  public record Sure(double bias, double margin, double share) {

    /** As good as choosing blindly, and a little better with every step above the mean. */
    public static final Sure UNTRIED = new Sure(0, 0.5, 1);

    /**
     * @param above the sentence's worth less the document's mean
     * @param blindly the share of the document's sentences that are chosen
     */
    public double of(double above, double blindly) {
      return 1 / (1 + Math.exp(-(bias + margin * above + share * odds(blindly))));
    }

    /** The log odds of a share, kept from both ends. */
    public static double odds(double share) {
      double kept = Math.clamp(share, 0.002, 0.998);
      return Math.log(kept / (1 - kept));
    }
  }

  public static Choosing of(Budget budget) {
    return new Choosing(budget, 0, Sure.UNTRIED, 0);
  }

  public Choosing with(Sure other) {
    return new Choosing(budget, repetition, other, threshold);
  }

  public Choosing with(double least) {
    return new Choosing(budget, repetition, sureness, least);
  }

  Summary summary(SentenceFeatures features, double[] worth, Budget asked) {
    List<Integer> best =
        new Selection(features.weighed(), features.lengths(), worth, repetition).of(asked);
    List<Integer> chosen = best.stream().sorted().toList();
    double mean = mean(worth);
    double share = (double) chosen.size() / Math.max(1, features.size());
    List<Double> sure = new ArrayList<>();
    double sum = 0;
    for (int i : chosen) {
      double probability = sureness.of(worth[i] - mean, share);
      sure.add(probability);
      sum += probability;
    }
    boolean silent = chosen.isEmpty() || sum / chosen.size() < threshold;
    return new Summary(features.document(), chosen, best, worth, sure, silent, false, null);
  }

  /** The mean worth of a document's sentences. */
  public static double mean(double[] worth) {
    double sum = 0;
    for (double one : worth) {
      sum += one;
    }
    return worth.length == 0 ? 0 : sum / worth.length;
  }

  ObjectNode write(Architecture architecture) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture.label()).put("kind", "summarize");
    json.put("unit", budget.unit().name().toLowerCase(Locale.ROOT)).put("amount", budget.amount());
    json.put("repetition", repetition);
    ArrayNode sure = json.putArray("sure");
    sure.add(sureness.bias()).add(sureness.margin()).add(sureness.share());
    return json.put("threshold", threshold);
  }

  static Choosing read(Fields fields) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("summarize")) {
      throw new ProgramRefused("a summarizer is of kind 'summarize', not '" + kind + "'");
    }
    Budget.Unit unit =
        switch (fields.string("unit", 20)) {
          case "sentences" -> Budget.Unit.SENTENCES;
          case "words" -> Budget.Unit.WORDS;
          case "percent" -> Budget.Unit.PERCENT;
          default -> throw new ProgramRefused("a summary's 'unit' is sentences, words or percent");
        };
    Budget budget = new Budget(unit, fields.number("amount", 0.01, MOST));
    double repetition = fields.number("repetition", 0, MOST);
    double[] sure = new double[3];
    int i = 0;
    for (JsonNode one : fields.array("sure", 3, 3)) {
      if (!one.isNumber() || !(Math.abs(one.doubleValue()) <= MOST)) {
        throw new ProgramRefused("'sure' must hold three numbers within " + MOST);
      }
      sure[i++] = one.doubleValue();
    }
    return new Choosing(
        budget, repetition, new Sure(sure[0], sure[1], sure[2]), fields.number("threshold", 0, 1));
  }
}
