package dev.stillroom.distiller.train;

import dev.stillroom.runtime.encoder.EncoderModel;
import java.util.Arrays;
import java.util.List;

/**
 * Fits an adapter to labeled texts. It needs a library for tensors and their gradients, a hundred
 * times as large as the rest, which is why it is a part of its own: {@link AdapterPart} finds it.
 */
public interface AdapterFitting {

  /**
   * What is to be learned.
   *
   * @param states of each text, for each token, what enters the first layer that takes an adapter
   * @param labels of each text; negative where none of the labels fits
   * @param size how many labels there are
   * @param deadline {@link System#nanoTime} after which no step is begun; what was learned by then
   *     is the result
   */
  record Lesson(List<float[]> states, int[] labels, int size, long seed, long deadline) {

    /** The same of some of the texts. */
    public Lesson part(int[] which) {
      return new Lesson(
          Arrays.stream(which).mapToObj(states::get).toList(),
          Arrays.stream(which).map(i -> labels[i]).toArray(),
          size,
          seed,
          deadline);
    }
  }

  /**
   * An adapter's matrices.
   *
   * @param matrices for each of the encoder's sites A and B, row by row
   * @param whole whether no deadline cut it short
   * @param asked the lesson's texts that were not learned from, by which it was told when it was
   *     best; none where there were too few
   */
  record Fit(int rank, List<float[]> matrices, boolean whole, int[] asked) {}

  /** The same lesson gives the same numbers, unless the deadline cuts it short. */
  Fit fit(EncoderModel model, Lesson lesson);

  /** Passes over all tokens in multiplications and additions, to tell the time beforehand. */
  double work(long tokens, int texts);
}
