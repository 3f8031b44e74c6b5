package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.train.span.ChainAscent;
import dev.stillroom.distiller.train.span.EncodedTexts;
import dev.stillroom.distiller.train.span.SpanCorpus;
import dev.stillroom.distiller.train.span.SpanRounding;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.EncodedSpanTagger;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Form;
import java.util.List;
import java.util.Optional;

/** Trains taggers that also weigh what the shared encoder says of each token. */
final class EncodedSpanTaggerTrainer implements FieldTrainer {

  private static final int EPOCHS = 20;

  /** Multiplications and additions for a token, a tag and an epoch. */
  private static final double WORK = 1_500;

  /** What the encoder takes for a token, in the same measure; the folds share it. */
  private static final double WORK_PER_TOKEN = 2e5;

  @Override
  public Architecture architecture() {
    return Architecture.ENCODED_SPAN_TAGGER;
  }

  @Override
  public String pointless(List<Sample> samples) {
    String noUse = SpanTaggerTrainer.noUse(samples);
    return noUse == null && installed().isEmpty()
        ? "the encoder " + EncoderModel.current().file() + " is not installed"
        : noUse;
  }

  private static Optional<Encoder> installed() {
    return Encoders.installed().find(EncoderModel.current().digest());
  }

  @Override
  public double work(List<Sample> samples, Form form) {
    double tags = 2 * form.blanks().size() + 1;
    return SpanTaggerTrainer.tokens(samples) * (WORK_PER_TOKEN + WORK * EPOCHS * tags);
  }

  @Override
  public EncodedSpanTagger train(List<Sample> samples, Form form) throws InterruptedException {
    return (EncodedSpanTagger) course(samples, form).train(FieldTrainer.all(samples));
  }

  @Override
  public Course course(List<Sample> samples, Form form) throws InterruptedException {
    Encoder encoder =
        installed().orElseThrow(() -> new IllegalStateException("the encoder is not installed"));
    SpanCorpus corpus = SpanCorpus.of(samples, form);
    EncodedTexts vectors = EncodedTexts.of(corpus.texts(), encoder);
    return new Course() {
      @Override
      public EncodedSpanTagger train(List<Integer> which) throws InterruptedException {
        int fields = form.blanks().size();
        ChainAscent.Weights trained = ChainAscent.train(corpus, vectors, which, fields, EPOCHS);
        float[] scales = new float[2 * fields + 1];
        byte[] weights = SpanRounding.encoded(trained.encoded(), scales);
        return new EncodedSpanTagger(
            SpanRounding.tagger(form, corpus, trained),
            encoder,
            vectors.measure(),
            weights,
            scales);
      }

      @Override
      public Optional<Extraction> known(Extractor extractor, int sample) {
        EncodedSpanTagger tagger = (EncodedSpanTagger) extractor;
        return Optional.of(
            tagger.extract(
                corpus.texts().get(sample), corpus.hashes().get(sample), vectors.of(sample)));
      }
    };
  }
}
