package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Weighs each sentence by where it stands, what it shares with the rest and what is in it: a linear
 * ranker, a few kilobytes, well below a millisecond for a page.
 */
public record SentenceRanker(Choosing choosing, SentenceWeights weights) implements Summarizer {

  @Override
  public Architecture architecture() {
    return Architecture.SENTENCE_RANKER;
  }

  @Override
  public Budget budget() {
    return choosing.budget();
  }

  @Override
  public Summary summarize(Document document, Budget asked) {
    return summarize(new SentenceFeatures(document), asked);
  }

  /** The same of a document whose features are known. */
  public Summary summarize(SentenceFeatures features, Budget asked) {
    return choosing.summary(features, weights.worth(features), asked);
  }

  @Override
  public SentenceRanker with(Choosing.Sure sure, double threshold) {
    return new SentenceRanker(choosing.with(sure).with(threshold), weights);
  }

  @Override
  public Program program() {
    ObjectNode json = choosing.write(architecture());
    json.put("features", SentenceFeatures.VERSION);
    return new Program(json, weights.tensors());
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    words.add("key passages: " + choosing.budget().inWords());
    words.addAll(weights.inWords());
    return words;
  }

  static SentenceRanker read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Choosing choosing = Choosing.read(fields);
    version(fields);
    fields.end();
    Tensors.exactly(tensors, SentenceWeights.TENSORS);
    return new SentenceRanker(choosing, SentenceWeights.read(tensors));
  }

  static void version(Fields fields) throws ProgramRefused {
    int version = fields.integer("features", 1, 1_000);
    if (version != SentenceFeatures.VERSION) {
      throw new ProgramRefused(
          "it was made for sentences' features of version "
              + version
              + ", this program has "
              + SentenceFeatures.VERSION
              + ": distill it again");
    }
  }
}
