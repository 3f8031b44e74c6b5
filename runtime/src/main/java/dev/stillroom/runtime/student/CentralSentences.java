package dev.stillroom.runtime.student;

import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Ranks;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.List;
import java.util.Map;

/** The other baseline: the sentences that share most with the others (TextRank). */
public record CentralSentences(Choosing choosing) implements Summarizer {

  @Override
  public Architecture architecture() {
    return Architecture.CENTRAL_SENTENCES;
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

  /** Each sentence's rank, times their number: about 1. */
  public static double[] worth(SentenceFeatures features) {
    double[] worth = Ranks.of(features.weighed());
    for (int i = 0; i < worth.length; i++) {
      worth[i] *= worth.length;
    }
    return worth;
  }

  @Override
  public CentralSentences with(Choosing.Sure sure, double threshold) {
    return new CentralSentences(choosing.with(sure).with(threshold));
  }

  @Override
  public Program program() {
    return new Program(choosing.write(architecture()), Map.of());
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "the sentences that share most words with the others: " + choosing.budget().inWords());
  }

  static CentralSentences read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Choosing choosing = Choosing.read(fields);
    fields.end();
    Tensors.none(tensors);
    return new CentralSentences(choosing);
  }
}
