package dev.stillroom.runtime.student;

import dev.stillroom.runtime.encoder.Encoders;
import java.util.Map;

/** The students there are, smallest first. One line each; the file of that name says the rest. */
public enum Architecture {
  MAJORITY("majority", (fields, tensors, encoders) -> Majority.read(fields, tensors)),
  RULE_LIST("rule-list", (fields, tensors, encoders) -> RuleList.read(fields, tensors)),
  HASHED_LINEAR("hashed-linear", (fields, tensors, encoders) -> HashedLinear.read(fields, tensors)),
  ENCODER_HEAD("encoder-head", EncoderHead::read),
  ADAPTED_HEAD("adapted-head", AdaptedHead::read),
  TEXT_PROGRAM("text-program", (fields, tensors, encoders) -> TextProgram.read(fields, tensors)),
  LANGUAGE_MODEL(
      "language-model", (fields, tensors, encoders) -> LanguageModel.read(fields, tensors)),
  KNOWN_VALUES("known-values", (fields, tensors, encoders) -> KnownValues.read(fields, tensors)),
  JSON_PATHS("json-paths", (fields, tensors, encoders) -> JsonPaths.read(fields, tensors)),
  PAGE_FIELDS("page-fields", (fields, tensors, encoders) -> PageFields.read(fields, tensors)),
  SPAN_PATTERNS("span-patterns", (fields, tensors, encoders) -> SpanPatterns.read(fields, tensors)),
  SPAN_TAGGER("span-tagger", (fields, tensors, encoders) -> SpanTagger.read(fields, tensors)),
  ENCODED_SPAN_TAGGER("encoded-span-tagger", EncodedSpanTagger::read),
  FIELD_TAGGER("field-tagger", (fields, tensors, encoders) -> FieldTagger.read(fields, tensors)),
  FORM_FLOW("form-flow", FormFlow::read),
  LEAD_SENTENCES(
      "lead-sentences", (fields, tensors, encoders) -> LeadSentences.read(fields, tensors)),
  CENTRAL_SENTENCES(
      "central-sentences", (fields, tensors, encoders) -> CentralSentences.read(fields, tensors)),
  UNTAUGHT_SENTENCES(
      "untaught-sentences", (fields, tensors, encoders) -> UntaughtSentences.read(fields, tensors)),
  SENTENCE_RANKER(
      "sentence-ranker", (fields, tensors, encoders) -> SentenceRanker.read(fields, tensors)),
  ENCODED_SENTENCE_RANKER("encoded-sentence-ranker", EncodedSentenceRanker::read),
  CARD_SUMMARIZER("card-summarizer", CardSummarizer::read);

  private final String label;
  private final Reader reader;

  Architecture(String label, Reader reader) {
    this.label = label;
    this.reader = reader;
  }

  /** The name in packs and on cards. */
  public String label() {
    return label;
  }

  /** Builds the model that a pack holds, or says why these entries are none. */
  public static Model read(Program program, Encoders encoders) throws ProgramRefused {
    Fields fields = new Fields(program.json(), "the program");
    String name = fields.string("program", 40);
    for (Architecture architecture : values()) {
      if (architecture.label.equals(name)) {
        return architecture.reader.read(fields, program.tensors(), encoders);
      }
    }
    throw new ProgramRefused("no student is called '" + name + "' in this version");
  }

  private interface Reader {
    Model read(Fields fields, Map<String, Tensor> tensors, Encoders encoders) throws ProgramRefused;
  }
}
