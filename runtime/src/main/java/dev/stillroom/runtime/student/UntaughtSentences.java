package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.SentenceFeatures;
import dev.stillroom.runtime.summary.SentenceFeatures.Name;
import java.util.List;
import java.util.Map;

/**
 * Key passages by rules that nobody's examples made: of a text in a sentence, what was found or
 * decided; of half a text, what its sentences share, for there a summary has to cover the text.
 */
public record UntaughtSentences(Choosing choosing) implements Summarizer {

  /** What repeating costs a sentence. */
  private static final double REPETITION = 1;

  /** Up to this share of the text a summary is short, from the other on it is long. */
  private static final double SHORT = 0.25;

  private static final double LONG = 0.4;

  /** Fewer sentences cannot cover a text, however short that is. */
  private static final double COVERS = 4;

  /** How much sharing words with the other sentences counts in a long summary. */
  private static final double SHARED = 8;

  /** How much all else counts there, of what it counts in a short one. */
  private static final double OTHERS = 0.5;

  /**
   * How much long sentences are preferred there: of as many words fewer sentences keep more of the
   * text's own course.
   */
  private static final double WHOLE = 1;

  /** In a long summary the text's beginning is one part among others. */
  private static final SentenceWeights OF_LONG =
      SentenceWeights.UNTRAINED.without(Name.FIRST, Name.LEAD_OF_LONG);

  /** One for summaries of some length. */
  public static UntaughtSentences of(Budget budget) {
    return new UntaughtSentences(new Choosing(budget, REPETITION, Choosing.Sure.UNTRIED, 0));
  }

  @Override
  public Architecture architecture() {
    return Architecture.UNTAUGHT_SENTENCES;
  }

  @Override
  public Budget budget() {
    return choosing.budget();
  }

  @Override
  public Summary summarize(Document document, Budget asked) {
    SentenceFeatures features = new SentenceFeatures(document);
    double[] worth = SentenceWeights.UNTRAINED.worth(features);
    double length = lengthiness(features, asked);
    if (length > 0) {
      double[] shared = CentralSentences.worth(features);
      double[] others = OF_LONG.worth(features);
      for (int i = 0; i < worth.length; i++) {
        double whole = WHOLE * features.numbers(i)[Name.LENGTH.ordinal()];
        worth[i] += length * (SHARED * shared[i] + OTHERS * others[i] + whole - worth[i]);
      }
    }
    return choosing.summary(features, worth, asked);
  }

  /** From 0, a few sentences of many, to 1, nearly half of a text. */
  private static double lengthiness(SentenceFeatures features, Budget asked) {
    double share =
        switch (asked.unit()) {
          case SENTENCES -> asked.amount() / Math.max(1, features.size());
          case WORDS -> asked.amount() / Math.max(1, features.words());
          case PERCENT -> asked.amount() / 100;
        };
    double part = Math.clamp((share - SHORT) / (LONG - SHORT), 0, 1);
    return part * Math.clamp((share * features.size() - 1) / (COVERS - 1), 0, 1);
  }

  @Override
  public UntaughtSentences with(Choosing.Sure sure, double threshold) {
    return new UntaughtSentences(choosing.with(sure).with(threshold));
  }

  @Override
  public Program program() {
    ObjectNode json = choosing.write(architecture());
    json.put("features", SentenceFeatures.VERSION);
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "key passages by general rules: " + choosing.budget().inWords(),
        "prefers what was found or decided, early sentences, and in longer summaries what the"
            + " sentences of the text share");
  }

  static UntaughtSentences read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Choosing choosing = Choosing.read(fields);
    SentenceRanker.version(fields);
    fields.end();
    Tensors.none(tensors);
    return new UntaughtSentences(choosing);
  }
}
