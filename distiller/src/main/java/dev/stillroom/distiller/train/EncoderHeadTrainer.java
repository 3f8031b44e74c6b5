package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.Student;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Softmax regression over the encoder's vector and the hashed features together; each item is
 * encoded once, whatever number of students learns from it.
 */
final class EncoderHeadTrainer implements Trainer {

  /**
   * The strength of the penalty, against a loss summed over the examples; chosen on banking77's and
   * clinc150's validation splits, five examples of each label.
   */
  private static final double PENALTY = 1;

  static final int EPOCHS = 20;

  /** Mean duality gap of a row, in nats. */
  private static final double TOLERANCE = 0.01;

  /** Multiplications for one text: 21 million weights, some 16 tokens, a dozen at once. */
  static final double WORK_PER_TEXT = 3e7;

  @Override
  public Architecture architecture() {
    return Architecture.ENCODER_HEAD;
  }

  @Override
  public boolean learnsOutOfScope() {
    return true;
  }

  @Override
  public String pointless(List<Item> items, List<String> labels) {
    if (items.stream().noneMatch(item -> isProse(item.features()))) {
      return "there is no text of two words or more to understand";
    }
    return installed().isEmpty() ? "the encoder is not installed here" : null;
  }

  /** A text member, or a page's: what a person wrote. Names, hosts and types are values. */
  static boolean isProse(List<Feature> features) {
    return features.stream()
        .anyMatch(
            feature ->
                feature instanceof Feature.Text(String name, String text)
                    && (name.equals("text") || name.equals("html"))
                    && text.strip().indexOf(' ') > 0);
  }

  static Optional<Encoder> installed() {
    return Encoders.installed().find(EncoderModel.current().digest());
  }

  @Override
  public double preparation(List<Item> items) {
    return items.size() * WORK_PER_TEXT;
  }

  @Override
  public double work(List<Item> items, List<String> labels) {
    return 3.0 * EPOCHS * items.size() * EncoderModel.WIDTH * labels.size();
  }

  @Override
  public Student train(List<Item> items, List<String> labels) {
    return course(items, labels).train(IntStream.range(0, items.size()).boxed().toList());
  }

  @Override
  public Course course(List<Item> items, List<String> labels) {
    Encoder encoder =
        installed().orElseThrow(() -> new IllegalStateException("the encoder is not installed"));
    List<String> texts = items.stream().map(item -> EncoderHead.text(item.features())).toList();
    return new Encoded(
        encoder, Corpus.of(items), texts.stream().map(encoder::embed).toList(), labels);
  }

  /** A softmax over vectors and words, whatever made the vectors. */
  static final class Encoded implements Course {

    private final Encoder encoder;
    private final List<String> labels;
    private final Corpus corpus;
    private final List<float[]> vectors;
    private final float[] mean = new float[EncoderModel.WIDTH];
    private DualAscent.Rows rows;
    private float gain;

    Encoded(Encoder encoder, Corpus corpus, List<float[]> vectors, List<String> labels) {
      this.encoder = encoder;
      this.labels = labels;
      this.corpus = corpus;
      this.vectors = vectors;
      for (float[] vector : vectors) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += vector[i] / vectors.size();
        }
      }
    }

    /** The corpus' rows with the centred vectors behind their last column, the bias. */
    private DualAscent.Rows widened(double longer) {
      DualAscent.Rows narrow = corpus.rows();
      int extra = EncoderModel.WIDTH;
      int[] starts = new int[narrow.starts().length];
      int total = narrow.starts()[narrow.size()];
      int[] columns = new int[total + extra * narrow.size()];
      float[] values = new float[columns.length];
      int at = 0;
      for (int row = 0; row < narrow.size(); row++) {
        int from = narrow.starts()[row];
        int length = narrow.starts()[row + 1] - from;
        System.arraycopy(narrow.columns(), from, columns, at, length);
        System.arraycopy(narrow.values(), from, values, at, length);
        at += length;
        for (int i = 0; i < extra; i++) {
          columns[at] = narrow.width() + i;
          values[at++] = (float) longer * (vectors.get(row)[i] - mean[i]);
        }
        starts[row + 1] = at;
      }
      return new DualAscent.Rows(starts, columns, values, narrow.labels(), narrow.width() + extra);
    }

    @Override
    public EncoderHead train(List<Integer> which) {
      int[] learned = which.stream().mapToInt(Integer::intValue).toArray();
      int size = labels.size();
      if (rows == null) {
        // Once for all students of the course, by what the first may learn from.
        gain = Gain.of(this::widened, learned, size, PENALTY);
        rows = widened(gain);
      }
      float[] trained = DualAscent.train(rows, learned, size, PENALTY, EPOCHS, TOLERANCE);
      int narrow = corpus.rows().width() * size;
      float[] words = Arrays.copyOf(trained, narrow);
      ByteBuffer weights = ByteBuffer.allocate(size * EncoderModel.WIDTH);
      float[] scales = new float[size];
      for (int label = 0; label < size; label++) {
        float largest = 0;
        for (int i = 0; i < EncoderModel.WIDTH; i++) {
          largest = Math.max(largest, Math.abs(trained[narrow + i * size + label]));
        }
        scales[label] = gain * largest / 127;
        float atMean = 0;
        for (int i = 0; i < EncoderModel.WIDTH; i++) {
          float weight = gain * trained[narrow + i * size + label];
          byte rounded = (byte) (scales[label] == 0 ? 0 : Math.round(weight / scales[label]));
          weights.put(rounded);
          atMean += mean[i] * rounded * scales[label];
        }
        // The bias takes over that the vectors were centred.
        words[narrow - size + label] -= atMean;
      }
      HashedLinear hashed = Quantization.of(corpus, learned, words, labels, weights.capacity());
      return new EncoderHead(new Answering(labels), encoder, hashed, weights.array(), scales);
    }

    @Override
    public Said ask(Student student, int item) {
      return said((EncoderHead) student, item);
    }

    Said said(EncoderHead student, int item) {
      double[] probabilities = student.probabilities(corpus.vectors().get(item), vectors.get(item));
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return new Said(probabilities, best);
    }
  }
}
