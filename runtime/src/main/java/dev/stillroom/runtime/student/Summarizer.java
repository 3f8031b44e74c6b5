package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Segmenter;

/** A task model that chooses a text's key passages. */
public sealed interface Summarizer extends Model
    permits LeadSentences,
        CentralSentences,
        UntaughtSentences,
        SentenceRanker,
        EncodedSentenceRanker,
        CardSummarizer {

  /** How long its summaries are where nobody says otherwise. */
  Budget budget();

  /** Never fails, whatever the document holds. */
  Summary summarize(Document document, Budget budget);

  /** The same with what was learned of how sure it may be, and when it had better keep silent. */
  Summarizer with(Choosing.Sure sure, double threshold);

  /** The same of an input. */
  default Summary summarize(Input input, Budget budget) {
    return summarize(Document.of(input, new Segmenter()), budget);
  }

  @Override
  default Kind kind() {
    return Kind.SUMMARIZE;
  }

  @Override
  default Summary answer(Input input) {
    return summarize(input, budget());
  }
}
