package dev.stillroom.distiller.dataset;

import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.List;

/**
 * A text with what somebody made of it.
 *
 * @param references what a summary of it is compared with
 * @param gains for each sentence what it would be as a summary all by itself
 * @param kept for each sentence whether it belongs into the summary
 * @param pairs what the person chose over what
 * @param graded whether the gains say more than what is kept: the reference has one sentence, which
 *     is none of the text's
 * @param key the input in a form in which equal inputs are equal
 */
public record Abridged(
    Example example,
    SentenceFeatures features,
    List<String> references,
    double[] gains,
    boolean[] kept,
    List<Pair> pairs,
    boolean graded,
    String key) {

  /**
   * Of two sentences one was preferred.
   *
   * @param weight how much the comparison says
   */
  public record Pair(int better, int worse, double weight) {}

  public Abridged {
    references = List.copyOf(references);
    pairs = List.copyOf(pairs);
  }

  /** Whether a person made it; a teacher's never stands in for the truth. */
  public boolean mayVerify() {
    return example.source() == Example.Source.USER || example.source() == Example.Source.CORRECTION;
  }

  /** How good a summary is. */
  public Rouge.Scores score(String summary) {
    return new Rouge(references).of(summary);
  }

  /** How many sentences are kept. */
  public int count() {
    int count = 0;
    for (boolean one : kept) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
