package dev.stillroom.distiller.train.language;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * Fits a byte-level language model of llama's architecture to pairs. The optional part of the
 * installation that trains networks has the one implementation.
 */
public interface LanguageFitting {

  /**
   * How large the model is.
   *
   * @param width of the vectors, a multiple of 32
   * @param heads by which the width is divided
   * @param inner width of the feed-forward part, a multiple of 32
   */
  record Size(int width, int layers, int heads, int inner) {

    /** About a million parameters. */
    public static final Size MILLION = new Size(128, 4, 4, 384);

    /** A tenth of that, for simple things. */
    public static final Size SMALL = new Size(64, 2, 2, 128);
  }

  /**
   * A pair as tokens.
   *
   * @param tokens of the prompt, the answer and the end
   * @param answer where the answer begins
   */
  record Sample(int[] tokens, int answer) {}

  /**
   * What to do.
   *
   * @param batch pairs in a step
   * @param steps at most so many
   * @param over whether time is over; the best until then is what there is
   * @param share how much of the time or of the steps is gone, for the learning rate's fall
   */
  record Order(Size size, int batch, int steps, long seed, BooleanSupplier over, Share share) {}

  /** A share of the time, in [0, 1]. */
  interface Share {
    double gone();
  }

  /**
   * A fitted model: tensors by llama.cpp's names, matrices with a row for each output.
   *
   * @param exact the part of the held-out pairs that it makes wholly right
   */
  record Fitted(Size size, Map<String, float[]> tensors, int steps, double exact) {}

  /**
   * Fits a model, and keeps the one that was best on the held-out pairs.
   *
   * @param progress told the share of the work that is done
   */
  Fitted fit(List<Sample> samples, List<Sample> held, Order order, DoubleConsumer progress)
      throws InterruptedException;
}
