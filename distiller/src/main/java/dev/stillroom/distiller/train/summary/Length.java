package dev.stillroom.distiller.train.summary;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.runtime.features.Words;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Segmenter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long the summaries were from which is learned: in the unit in which they are most alike. */
public final class Length {

  /** A unit that is harder to understand has to be so much steadier. */
  private static final double STEADIER = 1.15;

  private static final double MOST_PERCENT = 95;

  private static final double ROUNDING = 1e-6;

  private Length() {}

  public static Budget of(List<Abridged> all) {
    Segmenter segmenter = new Segmenter();
    List<Double> sentences = new ArrayList<>();
    List<Double> words = new ArrayList<>();
    List<Double> percents = new ArrayList<>();
    for (Abridged one : all) {
      int whole = 0;
      for (int length : one.features().lengths()) {
        whole += length;
      }
      String language = one.features().document().language();
      for (String reference : one.references()) {
        int said = Words.of(reference).size();
        if (said > 0) {
          sentences.add((double) segmenter.spans(reference, language).size());
          words.add((double) said);
          percents.add(Math.min(MOST_PERCENT, 100.0 * said / Math.max(1, whole)));
        }
      }
    }
    if (sentences.isEmpty()) {
      return Budget.DEFAULT;
    }
    double bySentences = spread(sentences);
    double byPercent = spread(percents) * STEADIER;
    double byWords = spread(words) * STEADIER;
    // Spreads of nothing differ by what is lost in rounding.
    if (bySentences <= Math.min(byPercent, byWords) + ROUNDING) {
      return Budget.sentences((int) Math.round(median(sentences)));
    }
    return byPercent <= byWords
        ? Budget.percent(median(percents))
        : Budget.words((int) Math.round(median(words)));
  }

  /** The standard deviation of the logarithms. */
  private static double spread(List<Double> values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      double log = Math.log(value);
      sum += log;
      squares += log * log;
    }
    double mean = sum / values.size();
    return Math.sqrt(Math.max(0, squares / values.size() - mean * mean));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
