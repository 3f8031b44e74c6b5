package dev.stillroom.distiller.train.span;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.SpanTagger;
import dev.stillroom.runtime.student.span.SpanText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples as a tagger learns from them.
 *
 * @param texts their tokens
 * @param hashes for each text, for each token, the hashes of its features
 * @param columns the same as places in {@code known}, without those that are too rare
 * @param known the hashes that have a weight, ascending
 */
public record SpanCorpus(
    List<SpanText> texts,
    List<int[][]> hashes,
    List<int[][]> columns,
    List<SpanLabels> labels,
    int[] known) {

  /** The most weights there are while training: 4 bytes each, twice. */
  private static final long MAX_WEIGHTS = 40_000_000;

  public static SpanCorpus of(List<Sample> samples, Form form) {
    List<SpanText> texts = new ArrayList<>();
    List<int[][]> hashes = new ArrayList<>();
    int total = 0;
    for (Sample sample : samples) {
      Input input = sample.example().input();
      SpanText text = SpanTagger.text(input);
      int[][] features = SpanTagger.features(input, text);
      texts.add(text);
      hashes.add(features);
      total += Arrays.stream(features).mapToInt(token -> token.length).sum();
    }
    int[] known = known(hashes, total, 2 * form.blanks().size() + 1);
    List<int[][]> columns = hashes.stream().map(text -> columns(text, known)).toList();
    return new SpanCorpus(texts, hashes, columns, SpanLabels.of(samples, form, texts), known);
  }

  /** All hashes; where they are too many, those that occur more than once, twice and so on. */
  private static int[] known(List<int[][]> hashes, int total, int tags) {
    int[] all = new int[total];
    int size = 0;
    for (int[][] text : hashes) {
      for (int[] token : text) {
        System.arraycopy(token, 0, all, size, token.length);
        size += token.length;
      }
    }
    Arrays.sort(all);
    for (int least = 1; ; least++) {
      int[] known = new int[size];
      int kept = 0;
      for (int i = 0; i < size; ) {
        int end = i;
        while (end < size && all[end] == all[i]) {
          end++;
        }
        if (end - i >= least) {
          known[kept++] = all[i];
        }
        i = end;
      }
      if ((long) kept * tags <= MAX_WEIGHTS) {
        return Arrays.copyOf(known, kept);
      }
    }
  }

  private static int[][] columns(int[][] hashes, int[] known) {
    int[][] columns = new int[hashes.length][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          Arrays.stream(hashes[i])
              .map(hash -> Arrays.binarySearch(known, hash))
              .filter(column -> column >= 0)
              .toArray();
    }
    return columns;
  }

  public int tokens() {
    return texts.stream().mapToInt(SpanText::size).sum();
  }
}
