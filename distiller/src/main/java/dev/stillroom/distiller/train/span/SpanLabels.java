package dev.stillroom.distiller.train.span;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.span.Chain;
import dev.stillroom.runtime.student.span.SpanText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A sample's values found back in its text.
 *
 * @param tags for each token its tag
 * @param open the fields of which nobody said that the text has no more of them: a field that was
 *     not looked at, a list that was only begun
 * @param missing values that do not stand in the text as a whole number of tokens, or only where
 *     another value stands
 */
public record SpanLabels(int[] tags, boolean[] open, List<Missing> missing) {

  /** A value that a tagger cannot learn from. */
  public record Missing(String field, String value) {}

  private record Value(int field, String text) {}

  /**
   * Values whose place the example names stand there. Of the others the longest choose their place
   * first, each the first place that is free, so that the 6 of "6 May" is not taken for the 6 of
   * "for 6".
   */
  public static SpanLabels of(Sample sample, Form form, SpanText text) {
    int fields = form.blanks().size();
    boolean[] open = new boolean[fields];
    List<Value> values = new ArrayList<>();
    for (int field = 0; field < fields; field++) {
      Sample.Wanted wanted = sample.wanted().get(form.blanks().get(field).name());
      open[field] = wanted == null || wanted.begun();
      for (String value : wanted == null ? List.<String>of() : wanted.values()) {
        values.add(new Value(field, value.strip()));
      }
    }
    values.sort(Comparator.comparingInt((Value value) -> -value.text().length()));
    int[] tags = new int[text.size()];
    for (Example.Span span : sample.example().spans()) {
      said(span, form, text, values, tags);
    }
    List<Missing> missing = new ArrayList<>();
    String folded = text.text().toLowerCase(Locale.ROOT);
    for (Value value : values) {
      boolean placed =
          place(value.text(), text.text(), value.field(), text, tags)
              // Case may differ; a few letters change their length with it, then it may not.
              || folded.length() == text.text().length()
                  && place(
                      value.text().toLowerCase(Locale.ROOT), folded, value.field(), text, tags);
      if (!placed) {
        missing.add(new Missing(form.blanks().get(value.field()).name(), value.text()));
      }
    }
    return new SpanLabels(tags, open, missing);
  }

  /** Tags a span that is one of the values, which then needs no other place. */
  private static void said(
      Example.Span span, Form form, SpanText text, List<Value> values, int[] tags) {
    String whole = text.text();
    if (span.to() > whole.codePointCount(0, whole.length())) {
      return;
    }
    int from = whole.offsetByCodePoints(0, span.from());
    int to = whole.offsetByCodePoints(from, span.to() - span.from());
    int first = text.beginning(from);
    int last = text.ending(to);
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      boolean meant =
          form.blanks().get(value.field()).name().equals(span.field())
              && value.text().equals(whole.substring(from, to));
      if (meant && first >= 0 && last >= first && free(tags, first, last)) {
        tag(value.field(), first, last, tags);
        values.remove(i);
        return;
      }
    }
  }

  private static void tag(int field, int first, int last, int[] tags) {
    Arrays.fill(tags, first, last + 1, Chain.goesOn(field));
    tags[first] = Chain.begins(field);
  }

  private static boolean place(String value, String within, int field, SpanText text, int[] tags) {
    for (int at = within.indexOf(value); at >= 0 && !value.isEmpty(); ) {
      int first = text.beginning(at);
      int last = text.ending(at + value.length());
      if (first >= 0 && last >= first && free(tags, first, last)) {
        tag(field, first, last, tags);
        return true;
      }
      at = within.indexOf(value, at + 1);
    }
    return false;
  }

  private static boolean free(int[] tags, int first, int last) {
    for (int i = first; i <= last; i++) {
      if (tags[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is but one way to tag the text. */
  boolean isWhole() {
    for (boolean field : open) {
      if (field) {
        return false;
      }
    }
    return true;
  }

  /** Whether a token may have a tag, for all that was said. */
  boolean allows(int token, int tag) {
    return tags[token] == tag || tags[token] == 0 && tag != 0 && open[Chain.field(tag)];
  }

  /** What is found of some samples, those without a value that stands there among them. */
  public static List<SpanLabels> of(List<Sample> samples, Form form, List<SpanText> texts) {
    List<SpanLabels> all = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      all.add(of(samples.get(i), form, Objects.requireNonNull(texts.get(i))));
    }
    return all;
  }
}
