package dev.stillroom.distiller.train.span;

import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.student.span.Chain;
import dev.stillroom.runtime.student.span.Lattice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Trains a chain's weights: gradient ascent on the likelihood of the texts' tags, one text at a
 * time, with a step of its own for each weight (AdaGrad, Duchi et al. 2011) that goes down to
 * nothing at the end. Half of the encoder's numbers are hidden at each step (dropout), so that no
 * few of them decide. The same data and seed give the same weights, to the bit.
 */
public final class ChainAscent {

  /** Probabilities further from the truth than this teach something. */
  private static final float LEAST = 1e-4f;

  private static final float STEP = 0.1f;
  private static final float ENCODED_STEP = 0.02f;

  /** What the sum of squares of a weight's gradients begins with. */
  private static final float FLOOR = 1e-3f;

  /** The longest stretch of a text that is learned from at once, in tokens. */
  private static final int MAX_STRETCH = 512;

  /**
   * What was learned.
   *
   * @param columns for each known column a row, one weight for each tag
   * @param encoded for each tag a row, one weight for each of the encoder's numbers; empty without
   */
  public record Weights(float[] columns, float[] bias, float[] encoded, Chain chain) {}

  private final SpanCorpus corpus;
  private final EncodedTexts vectors;
  private final int tags;
  private final Chain chain;
  private final float[] columns;
  private final float[] columnSquares;
  private final float[] bias;
  private final float[] biasSquares;
  private final float[] encoded;
  private final float[] encodedSquares;
  private final float[] firstSquares;
  private final float[] nextSquares;
  private final float[] onSquares;
  private float step;
  private float encodedStep;

  private ChainAscent(SpanCorpus corpus, EncodedTexts vectors, int fields) {
    this.corpus = corpus;
    this.vectors = vectors;
    chain = Chain.of(fields);
    tags = chain.tags();
    columns = new float[corpus.known().length * tags];
    columnSquares = squares(columns);
    bias = new float[tags];
    biasSquares = squares(bias);
    encoded = new float[vectors == null ? 0 : tags * EncoderModel.WIDTH];
    encodedSquares = squares(encoded);
    firstSquares = squares(chain.first());
    nextSquares = squares(chain.next());
    onSquares = squares(chain.on());
  }

  private static float[] squares(float[] weights) {
    float[] squares = new float[weights.length];
    Arrays.fill(squares, FLOOR);
    return squares;
  }

  /**
   * Trains on some of the texts.
   *
   * @param vectors what the encoder says of them, or null
   */
  public static Weights train(
      SpanCorpus corpus, EncodedTexts vectors, List<Integer> which, int fields, int epochs)
      throws InterruptedException {
    ChainAscent ascent = new ChainAscent(corpus, vectors, fields);
    List<Integer> order = new ArrayList<>(which);
    Random shuffling = new Random(1);
    SplittableRandom hiding = new SplittableRandom(2);
    for (int epoch = 0; epoch < epochs; epoch++) {
      float left = 1 - (float) epoch / epochs;
      ascent.step = STEP * left;
      ascent.encodedStep = ENCODED_STEP * left;
      Collections.shuffle(order, shuffling);
      for (int text : order) {
        if (Thread.interrupted()) {
          throw new InterruptedException("cancelled in epoch " + epoch + " of a tagger's training");
        }
        int length = corpus.texts().get(text).size();
        for (int from = 0; from < length; from += MAX_STRETCH) {
          ascent.learn(text, from, Math.min(length, from + MAX_STRETCH), hiding);
        }
      }
    }
    return new Weights(ascent.columns, ascent.bias, ascent.encoded, ascent.chain);
  }

  private void learn(int text, int from, int to, SplittableRandom hiding) {
    float[][] seen = new float[to - from][];
    double[][] weights = new double[to - from][tags];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = vectors == null ? null : vectors.hidden(text, from + i, hiding);
      weigh(corpus.columns().get(text)[from + i], seen[i], weights[i]);
    }
    Lattice expected = new Lattice(chain, weights);
    SpanLabels labels = corpus.labels().get(text);
    double[] nexts = new double[chain.next().length];
    double[] ons = new double[chain.on().length];
    expected.addPairs(1, nexts, ons);
    double[][] gradient = new double[seen.length][tags];
    for (int i = 0; i < seen.length; i++) {
      for (int tag = 0; tag < tags; tag++) {
        gradient[i][tag] = expected.tag(i, tag);
      }
    }
    if (labels.isWhole()) {
      subtractTruth(labels.tags(), from, gradient, nexts, ons);
    } else {
      subtractAllowed(labels, from, weights, gradient, nexts, ons);
    }
    for (int i = 0; i < seen.length; i++) {
      descend(corpus.columns().get(text)[from + i], seen[i], gradient[i]);
    }
    for (int place = 0; place <= chain.fields(); place++) {
      move(chain.first(), firstSquares, place, gradient[0][Chain.target(place)]);
    }
    for (int k = 0; k < nexts.length; k++) {
      move(chain.next(), nextSquares, k, nexts[k]);
    }
    for (int k = 0; k < ons.length; k++) {
      move(chain.on(), onSquares, k, ons[k]);
    }
  }

  private void weigh(int[] features, float[] vector, double[] sums) {
    for (int tag = 0; tag < tags; tag++) {
      sums[tag] = bias[tag];
    }
    for (int column : features) {
      int at = column * tags;
      for (int tag = 0; tag < tags; tag++) {
        sums[tag] += columns[at + tag];
      }
    }
    for (int tag = 0; vector != null && tag < tags; tag++) {
      int at = tag * EncoderModel.WIDTH;
      float even = 0;
      float odd = 0;
      for (int k = 0; k < EncoderModel.WIDTH; k += 2) {
        even += vector[k] * encoded[at + k];
        odd += vector[k + 1] * encoded[at + k + 1];
      }
      sums[tag] += even + odd;
    }
  }

  private void subtractTruth(
      int[] truth, int from, double[][] gradient, double[] nexts, double[] ons) {
    for (int i = 0; i < gradient.length; i++) {
      int tag = truth[from + i];
      // A stretch may begin within a span, where no text can.
      boolean cut = i == 0 && tag > 0 && !Chain.isBeginning(tag);
      gradient[i][cut ? Chain.begins(Chain.field(tag)) : tag] -= 1;
      if (i > 0) {
        int before = truth[from + i - 1];
        before =
            i == 1 && before > 0 && !Chain.isBeginning(before)
                ? Chain.begins(Chain.field(before))
                : before;
        if (tag > 0 && !Chain.isBeginning(tag)) {
          ons[before - 1] -= 1;
        } else {
          nexts[before * (chain.fields() + 1) + (tag == 0 ? 0 : Chain.field(tag) + 1)] -= 1;
        }
      }
    }
  }

  /** Where a field is open, all taggings that agree with what was said count together. */
  private void subtractAllowed(
      SpanLabels labels,
      int from,
      double[][] weights,
      double[][] gradient,
      double[] nexts,
      double[] ons) {
    double[][] allowed = new double[weights.length][tags];
    for (int i = 0; i < allowed.length; i++) {
      for (int tag = 0; tag < tags; tag++) {
        boolean mayBe =
            labels.allows(from + i, tag)
                || i == 0
                    && Chain.isBeginning(tag)
                    && labels.tags()[from] == Chain.goesOn(Chain.field(tag));
        allowed[i][tag] = mayBe ? weights[i][tag] : Double.NEGATIVE_INFINITY;
      }
    }
    Lattice lattice = new Lattice(chain, allowed);
    lattice.addPairs(-1, nexts, ons);
    for (int i = 0; i < allowed.length; i++) {
      for (int tag = 0; tag < tags; tag++) {
        gradient[i][tag] -= lattice.tag(i, tag);
      }
    }
  }

  private void descend(int[] features, float[] vector, double[] gradient) {
    for (int tag = 0; tag < tags; tag++) {
      float slope = (float) gradient[tag];
      if (Math.abs(slope) < LEAST) {
        continue;
      }
      for (int column : features) {
        int at = column * tags + tag;
        columnSquares[at] += slope * slope;
        columns[at] -= step * slope / (float) Math.sqrt(columnSquares[at]);
      }
      move(bias, biasSquares, tag, slope);
      int row = tag * EncoderModel.WIDTH;
      for (int k = 0; vector != null && k < EncoderModel.WIDTH; k++) {
        float part = slope * vector[k];
        encodedSquares[row + k] += part * part;
        encoded[row + k] -= encodedStep * part / (float) Math.sqrt(encodedSquares[row + k]);
      }
    }
  }

  private void move(float[] weights, float[] squares, int at, double slope) {
    if (Math.abs(slope) >= LEAST) {
      squares[at] += (float) (slope * slope);
      weights[at] -= step * (float) slope / (float) Math.sqrt(squares[at]);
    }
  }
}
