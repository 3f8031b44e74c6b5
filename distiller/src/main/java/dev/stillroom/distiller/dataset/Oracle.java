package dev.stillroom.distiller.dataset;

import dev.stillroom.runtime.features.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sentences of a text make up a reference: those that stand in it, where it was cut out of
 * the text; else those that bring the summary nearest to it, one after the other (Nallapati et al.,
 * "SummaRuNNer", AAAI 2017).
 */
final class Oracle {

  private static final int RUN = 3;

  /** A sentence stands in a reference where so much of its runs of words does. */
  private static final double STANDS = 0.6;

  /** A reference was cut out where so much of its runs stands in such sentences. */
  private static final double CUT_OUT = 0.7;

  /** Of a longer text only the sentences that have most of the reference's words are tried. */
  private static final int MOST = 80;

  private Oracle() {}

  static boolean[] of(List<List<String>> sentences, double[] gains, List<String> references) {
    for (String reference : references) {
      boolean[] cut = cutOut(sentences, Words.of(reference));
      if (cut != null) {
        return cut;
      }
    }
    return greedy(sentences, gains, new Rouge(references));
  }

  private static boolean[] cutOut(List<List<String>> sentences, List<String> reference) {
    Set<List<String>> runs = runs(reference);
    Set<List<String>> found = new HashSet<>();
    boolean[] kept = new boolean[sentences.size()];
    for (int i = 0; i < kept.length; i++) {
      Set<List<String>> own = runs(sentences.get(i));
      long standing = own.stream().filter(runs::contains).count();
      kept[i] = !own.isEmpty() && standing >= STANDS * own.size();
      if (kept[i]) {
        found.addAll(own);
      }
    }
    long covered = runs.stream().filter(found::contains).count();
    return !runs.isEmpty() && covered >= CUT_OUT * runs.size() ? kept : null;
  }

  private static Set<List<String>> runs(List<String> words) {
    Set<List<String>> runs = new HashSet<>();
    int size = Math.min(RUN, words.size());
    for (int i = 0; size > 0 && i + size <= words.size(); i++) {
      runs.add(words.subList(i, i + size));
    }
    return runs;
  }

  private static boolean[] greedy(List<List<String>> sentences, double[] gains, Rouge rouge) {
    boolean[] kept = new boolean[sentences.size()];
    List<Integer> tried = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      tried.add(i);
    }
    tried.sort((one, other) -> Double.compare(gains[other], gains[one]));
    tried = tried.subList(0, Math.min(MOST, tried.size()));
    List<String> summary = List.of();
    double best = 0;
    int next = 0;
    while (next >= 0) {
      next = -1;
      List<String> better = summary;
      for (int i : tried) {
        if (!kept[i]) {
          List<String> longer = new ArrayList<>(summary);
          longer.addAll(sentences.get(i));
          Rouge.Scores scores = rouge.of(longer);
          if (scores.one() + scores.two() > best) {
            best = scores.one() + scores.two();
            next = i;
            better = longer;
          }
        }
      }
      if (next >= 0) {
        kept[next] = true;
        summary = better;
      }
    }
    return kept;
  }
}
