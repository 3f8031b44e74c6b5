package dev.stillroom.runtime.student;

import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.List;
import java.util.Map;

/** The baseline of summaries: how the text begins. */
public record LeadSentences(Choosing choosing) implements Summarizer {

  @Override
  public Architecture architecture() {
    return Architecture.LEAD_SENTENCES;
  }

  @Override
  public Budget budget() {
    return choosing.budget();
  }

  @Override
  public Summary summarize(Document document, Budget asked) {
    SentenceFeatures features = new SentenceFeatures(document);
    return choosing.summary(features, worth(features), asked);
  }

  /** What speaks for each sentence: that it stands before the others. */
  public static double[] worth(SentenceFeatures features) {
    double[] worth = new double[features.size()];
    for (int i = 0; i < worth.length; i++) {
      worth[i] = -(double) i / worth.length;
    }
    return worth;
  }

  @Override
  public LeadSentences with(Choosing.Sure sure, double threshold) {
    return new LeadSentences(choosing.with(sure).with(threshold));
  }

  @Override
  public Program program() {
    return new Program(choosing.write(architecture()), Map.of());
  }

  @Override
  public List<String> inWords() {
    return List.of("how the text begins: " + choosing.budget().inWords());
  }

  static LeadSentences read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Choosing choosing = Choosing.read(fields);
    fields.end();
    Tensors.none(tensors);
    return new LeadSentences(choosing);
  }
}
