package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.features.Vector;
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
  private static final float STEP = 0.2f;

  /** What the sum of squares of a weight's gradients begins with. */
  private static final float FLOOR = 0.1f;

  /** Probabilities further from the truth than this teach something. */
  private static final float LEAST = 1e-3f;

  /** The rarity of a usual feature, in nats. */
  private static final double USUAL = 3;

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
    List<List<Vector>> features = new ArrayList<>();
    int[][] truth = new int[forms.size()][];
    Map<String, Integer> index = new HashMap<>();
    labels.forEach(label -> index.put(label, index.size()));
    for (int i = 0; i < truth.length; i++) {
      features.add(FieldFeatures.of(forms.get(i).form()));
      truth[i] = forms.get(i).types().stream().mapToInt(index::get).toArray();
    }
    Known known = Known.of(features);
    List<List<Vector>> columns =
        features.stream().map(form -> form.stream().map(known::columns).toList()).toList();
    Ascent ascent = new Ascent(known.hashes().length, labels.size());
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
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
        ascent.learn(columns.get(form), truth[form]);
      }
    }
    return rounded(known, ascent, labels);
  }

  private static List<String> types(List<TypedForm> forms) {
    return forms.stream().flatMap(form -> form.types().stream()).toList();
  }

  /**
   * The features that occur often enough, ascending.
   *
   * @param rarity what each is weighed by: the rarer, the more it says
   */
  private record Known(int[] hashes, float[] rarity) {

    static Known of(List<List<Vector>> features) {
      int[] all =
          features.stream()
              .flatMap(List::stream)
              .flatMapToInt(field -> Arrays.stream(field.hashes()))
              .sorted()
              .toArray();
      long fields = features.stream().mapToLong(List::size).sum();
      int[] hashes = new int[all.length];
      float[] rarity = new float[all.length];
      int kept = 0;
      for (int i = 0; i < all.length; ) {
        int end = i;
        while (end < all.length && all[end] == all[i]) {
          end++;
        }
        if (end - i >= TIMES) {
          hashes[kept] = all[i];
          rarity[kept++] = (float) (StrictMath.log((double) fields / (end - i)) / USUAL);
        }
        i = end;
      }
      return new Known(Arrays.copyOf(hashes, kept), Arrays.copyOf(rarity, kept));
    }

    /** A field's features as places among these. */
    Vector columns(Vector field) {
      int[] columns = new int[field.hashes().length];
      float[] weights = new float[columns.length];
      int kept = 0;
      for (int i = 0; i < columns.length; i++) {
        int column = Arrays.binarySearch(hashes, field.hashes()[i]);
        if (column >= 0) {
          columns[kept] = column;
          weights[kept++] = field.weights()[i] * rarity[column];
        }
      }
      return new Vector(Arrays.copyOf(columns, kept), Arrays.copyOf(weights, kept));
    }
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

    void learn(List<Vector> features, int[] truth) {
      if (truth.length == 0) {
        return;
      }
      double[][] sums = new double[truth.length][labels];
      for (int i = 0; i < truth.length; i++) {
        Vector field = features.get(i);
        for (int c = 0; c < field.hashes().length; c++) {
          int at = field.hashes()[c] * labels;
          for (int k = 0; k < labels; k++) {
            sums[i][k] += field.weights()[c] * columns[at + k];
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
            Vector field = features.get(i);
            for (int c = 0; c < field.hashes().length; c++) {
              int at = field.hashes()[c] * labels + k;
              move(columns, squares, at, gradient[i][k] * field.weights()[c]);
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

  private FieldTagger rounded(Known known, Ascent ascent, List<String> labels) {
    int size = labels.size();
    float[] weights = ascent.columns;
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= known.rarity()[i / size];
    }
    float least = least(weights, size);
    float[] scales = new float[size];
    Arrays.fill(scales, 1e-6f);
    for (int i = 0; i < weights.length; i++) {
      scales[i % size] = Math.max(scales[i % size], Math.abs(weights[i]) / 127);
    }
    int[] hashes = new int[known.hashes().length];
    int[] starts = new int[known.hashes().length + 1];
    short[] names = new short[weights.length];
    byte[] values = new byte[weights.length];
    int kept = 0;
    int at = 0;
    for (int column = 0; column < known.hashes().length; column++) {
      for (int k = 0; k < size; k++) {
        float weight = weights[column * size + k];
        int value = Math.abs(weight) > least ? Math.round(weight / scales[k]) : 0;
        if (value != 0) {
          names[at] = (short) k;
          values[at++] = (byte) value;
        }
      }
      if (at > starts[kept]) {
        hashes[kept++] = known.hashes()[column];
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
