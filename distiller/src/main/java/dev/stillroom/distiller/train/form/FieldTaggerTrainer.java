package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.form.FieldFeatures;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.FieldTagger;
import dev.stillroom.runtime.student.SparseWeights;
import dev.stillroom.runtime.student.form.LabelChain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Trains a chain's weights: gradient ascent on the likelihood of the forms' types, one form at a
 * time, with a step of its own for each weight (AdaGrad, Duchi et al. 2011) that goes down to
 * nothing at the end. Then the least weights go and the rest has eight bits. The same forms give
 * the same tagger, to the bit.
 */
public final class FieldTaggerTrainer {

  private static final int EPOCHS = 12;
  private static final float STEP = 0.1f;

  /** What the sum of squares of a weight's gradients begins with. */
  private static final float FLOOR = 0.1f;

  /** Probabilities further from the truth than this teach something. */
  private static final float LEAST = 1e-3f;

  /** In how many fields a feature must occur. */
  private static final int TIMES = 2;

  private final long bytes;

  /**
   * @param maxBytes what the weights may take of a pack
   */
  public FieldTaggerTrainer(long maxBytes) {
    this.bytes = maxBytes;
  }

  public FieldTagger train(List<TypedForm> forms) throws InterruptedException {
    List<String> labels = new ArrayList<>(new TreeSet<>(types(forms)));
    int[][][] hashes = new int[forms.size()][][];
    int[][] truth = new int[forms.size()][];
    Map<String, Integer> index = new HashMap<>();
    labels.forEach(label -> index.put(label, index.size()));
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = FieldFeatures.of(forms.get(i).form());
      truth[i] = forms.get(i).types().stream().mapToInt(index::get).toArray();
    }
    int[] known = known(hashes);
    for (int[][] form : hashes) {
      for (int i = 0; i < form.length; i++) {
        form[i] =
            Arrays.stream(form[i])
                .map(hash -> Arrays.binarySearch(known, hash))
                .filter(column -> column >= 0)
                .toArray();
      }
    }
    Ascent ascent = new Ascent(known.length, labels.size());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < hashes.length; i++) {
      order.add(i);
    }
    Random random = new Random(1);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      ascent.step = STEP * (1 - (float) epoch / EPOCHS);
      Collections.shuffle(order, random);
      for (int form : order) {
        if (Thread.interrupted()) {
          throw new InterruptedException("cancelled in epoch " + epoch + " of forms");
        }
        ascent.learn(hashes[form], truth[form]);
      }
    }
    return rounded(known, ascent, labels);
  }

  private static List<String> types(List<TypedForm> forms) {
    return forms.stream().flatMap(form -> form.types().stream()).toList();
  }

  private static int[] known(int[][][] hashes) {
    int[] all =
        Arrays.stream(hashes)
            .flatMap(Arrays::stream)
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    int kept = 0;
    for (int i = 0; i < all.length; ) {
      int end = i;
      while (end < all.length && all[end] == all[i]) {
        end++;
      }
      if (end - i >= TIMES) {
        all[kept++] = all[i];
      }
      i = end;
    }
    return Arrays.copyOf(all, kept);
  }

  /** The weights while they are learned. */
  private static final class Ascent {

    private final int labels;
    private final float[] columns;
    private final float[] squares;
    private final LabelChain chain;
    private final float[] firstSquares;
    private final float[] nextSquares;
    private float step;

    Ascent(int known, int labels) {
      this.labels = labels;
      columns = new float[Math.multiplyExact(known, labels)];
      squares = filled(columns.length);
      chain = LabelChain.of(labels);
      firstSquares = filled(labels);
      nextSquares = filled(labels * labels);
    }

    private static float[] filled(int length) {
      float[] squares = new float[length];
      Arrays.fill(squares, FLOOR);
      return squares;
    }

    void learn(int[][] features, int[] truth) {
      if (truth.length == 0) {
        return;
      }
      double[][] sums = new double[truth.length][labels];
      for (int i = 0; i < truth.length; i++) {
        for (int column : features[i]) {
          int at = column * labels;
          for (int k = 0; k < labels; k++) {
            sums[i][k] += columns[at + k];
          }
        }
      }
      double[] pairs = new double[labels * labels];
      double[][] gradient = chain.marginals(sums, pairs);
      for (int i = 0; i < truth.length; i++) {
        gradient[i][truth[i]] -= 1;
        if (i > 0) {
          pairs[truth[i - 1] * labels + truth[i]] -= 1;
        }
      }
      for (int i = 0; i < truth.length; i++) {
        for (int k = 0; k < labels; k++) {
          if (Math.abs(gradient[i][k]) >= LEAST) {
            for (int column : features[i]) {
              move(columns, squares, column * labels + k, gradient[i][k]);
            }
          }
        }
      }
      for (int k = 0; k < labels; k++) {
        move(chain.first(), firstSquares, k, gradient[0][k]);
      }
      for (int k = 0; k < pairs.length; k++) {
        move(chain.next(), nextSquares, k, pairs[k]);
      }
    }

    private void move(float[] weights, float[] squares, int at, double slope) {
      float gradient = (float) slope;
      squares[at] += gradient * gradient;
      weights[at] -= step * gradient / (float) Math.sqrt(squares[at]);
    }
  }

  private FieldTagger rounded(int[] known, Ascent ascent, List<String> labels) {
    int size = labels.size();
    float[] weights = ascent.columns;
    float least = least(weights, size);
    float[] scales = new float[size];
    Arrays.fill(scales, 1e-6f);
    for (int i = 0; i < weights.length; i++) {
      scales[i % size] = Math.max(scales[i % size], Math.abs(weights[i]) / 127);
    }
    int[] hashes = new int[known.length];
    int[] starts = new int[known.length + 1];
    short[] names = new short[weights.length];
    byte[] values = new byte[weights.length];
    int kept = 0;
    int at = 0;
    for (int column = 0; column < known.length; column++) {
      for (int k = 0; k < size; k++) {
        float weight = weights[column * size + k];
        int value = Math.abs(weight) > least ? Math.round(weight / scales[k]) : 0;
        if (value != 0) {
          names[at] = (short) k;
          values[at++] = (byte) value;
        }
      }
      if (at > starts[kept]) {
        hashes[kept++] = known[column];
        starts[kept] = at;
      }
    }
    SparseWeights sparse =
        new SparseWeights(
            Arrays.copyOf(hashes, kept),
            Arrays.copyOf(starts, kept + 1),
            Arrays.copyOf(names, at),
            Arrays.copyOf(values, at));
    return new FieldTagger(new Answering(labels), sparse, scales, ascent.chain);
  }

  /** The weight up to which all must go so that the rest fits, by bisection. */
  private float least(float[] weights, int size) {
    float below = 0;
    float above = 0;
    for (float weight : weights) {
      above = Math.max(above, Math.abs(weight));
    }
    for (int i = 0; i < 20; i++) {
      float middle = (below + above) / 2;
      if (taken(weights, size, middle) <= bytes) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }

  private static long taken(float[] weights, int size, float least) {
    long sum = 0;
    for (int from = 0; from < weights.length; from += size) {
      int kept = 0;
      for (int k = 0; k < size; k++) {
        kept += Math.abs(weights[from + k]) > least ? 1 : 0;
      }
      sum += kept == 0 ? 0 : SparseWeights.COLUMN_BYTES + kept * SparseWeights.weightBytes(size);
    }
    return sum;
  }
}
