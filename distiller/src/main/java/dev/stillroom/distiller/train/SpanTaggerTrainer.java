package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.span.ChainAscent;
import dev.stillroom.distiller.train.span.SpanCorpus;
import dev.stillroom.distiller.train.span.SpanRounding;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.SpanTagger;
import java.util.List;

/** Trains taggers of hashed features. */
final class SpanTaggerTrainer implements FieldTrainer {

  private static final int EPOCHS = 15;

  /** Multiplications and additions for a token, a tag and an epoch. */
  private static final double WORK = 200;

  /** What is learned from; a token takes 400 bytes while it is. */
  private static final int MAX_TOKENS = 1_500_000;

  @Override
  public Architecture architecture() {
    return Architecture.SPAN_TAGGER;
  }

  @Override
  public String pointless(List<Sample> samples) {
    return noUse(samples);
  }

  /** Why no tagger can learn from these, or null. */
  static String noUse(List<Sample> samples) {
    if (!Samples.any(samples, "text")) {
      return "no input has a text";
    }
    long fields = samples.stream().flatMap(s -> s.wanted().keySet().stream()).distinct().count();
    if (tokens(samples) > MAX_TOKENS) {
      return "the texts have "
          + tokens(samples)
          + " words and marks together; a tagger learns from at most "
          + MAX_TOKENS;
    }
    return fields > SpanTagger.MAX_FIELDS
        ? "more fields than a tagger takes: " + fields + "; at most " + SpanTagger.MAX_FIELDS
        : null;
  }

  @Override
  public double work(List<Sample> samples, Form form) {
    return WORK * EPOCHS * tokens(samples) * (2 * form.blanks().size() + 1);
  }

  /** How many tokens there are. */
  static long tokens(List<Sample> samples) {
    long tokens = 0;
    for (Sample sample : samples) {
      tokens += SpanTagger.text(sample.example().input()).size();
    }
    return Math.max(tokens, 1);
  }

  @Override
  public SpanTagger train(List<Sample> samples, Form form) throws InterruptedException {
    return (SpanTagger) course(samples, form).train(FieldTrainer.all(samples));
  }

  @Override
  public Course course(List<Sample> samples, Form form) {
    SpanCorpus corpus = SpanCorpus.of(samples, form);
    return which ->
        SpanRounding.tagger(
            form, corpus, ChainAscent.train(corpus, null, which, form.blanks().size(), EPOCHS));
  }
}
