package dev.stillroom.distiller.train.summary;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.train.SummaryTrainer;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.student.EncodedSentenceRanker;
import dev.stillroom.runtime.student.SentenceWeights;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.util.ArrayList;
import java.util.List;

/** Rankers on the encoder, from parts of the same texts, which it reads once. */
public final class EncodedCourse implements SummaryTrainer.Course {

  private final List<Abridged> all;
  private final long seed;
  private final Encoder encoder;
  private final List<int[]> read = new ArrayList<>();
  private final List<float[][]> vectors = new ArrayList<>();
  private final List<float[]> titles = new ArrayList<>();
  private final RankerFit fit;

  public EncodedCourse(List<Abridged> all, long seed, Encoder encoder) throws InterruptedException {
    this.all = all;
    this.seed = seed;
    this.encoder = encoder;
    List<double[][]> added = new ArrayList<>();
    for (Abridged one : all) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      added.add(added(one.features()));
    }
    fit = new RankerFit(all, added);
  }

  private double[][] added(SentenceFeatures features) {
    Document document = features.document();
    int[] which = EncodedSentenceRanker.read(features, SentenceWeights.UNTRAINED);
    float[][] seen = EncodedSentenceRanker.vectors(document, which, encoder);
    float[] title = EncodedSentenceRanker.title(document, encoder);
    read.add(which);
    vectors.add(seen);
    titles.add(title);
    double[][] near = EncodedSentenceRanker.likenesses(seen, title);
    int wide = EncodedSentenceRanker.LIKENESSES + EncoderModel.WIDTH;
    double[] mean = new double[wide];
    double[][] all = new double[features.size()][];
    for (int r = 0; r < which.length; r++) {
      double[] values = new double[wide];
      for (int k = 0; k < wide; k++) {
        values[k] =
            k < EncodedSentenceRanker.LIKENESSES
                ? near[r][k]
                : seen[r][k - EncodedSentenceRanker.LIKENESSES];
        mean[k] += values[k] / which.length;
      }
      all[which[r]] = values;
    }
    for (int i = 0; i < all.length; i++) {
      all[i] = all[i] == null ? mean : all[i];
    }
    return all;
  }

  @Override
  public Summarizer train(List<Integer> which, Budget budget) throws InterruptedException {
    RankerFit.Fitted fitted = fit.fit(which, seed);
    SentenceWeights weights = fitted.weights();
    float[] likenesses = new float[EncodedSentenceRanker.LIKENESSES];
    for (int k = 0; k < likenesses.length; k++) {
      likenesses[k] = (float) fitted.numbers()[SentenceFeatures.COUNT + k];
    }
    byte[] meaning = new byte[EncoderModel.WIDTH];
    int from = SentenceFeatures.COUNT + likenesses.length;
    double most = 1e-9;
    for (int k = 0; k < meaning.length; k++) {
      most = Math.max(most, Math.abs(fitted.numbers()[from + k]));
    }
    float scale = (float) (most / 127);
    for (int k = 0; k < meaning.length; k++) {
      meaning[k] = (byte) Math.round(fitted.numbers()[from + k] / scale);
    }
    double repetition =
        Repetition.best(
            all,
            which,
            budget,
            (text, loss) -> known(ranker(budget, loss, weights, likenesses, meaning, scale), text));
    return ranker(budget, repetition, weights, likenesses, meaning, scale);
  }

  private EncodedSentenceRanker ranker(
      Budget budget,
      double repetition,
      SentenceWeights weights,
      float[] likenesses,
      byte[] meaning,
      float scale) {
    return new EncodedSentenceRanker(
        RankerCourse.choosing(budget, repetition), weights, encoder, likenesses, meaning, scale);
  }

  @Override
  public Summary known(Summarizer summarizer, int text) {
    return ((EncodedSentenceRanker) summarizer)
        .summarize(
            all.get(text).features(),
            read.get(text),
            vectors.get(text),
            titles.get(text),
            summarizer.budget());
  }
}
