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
import dev.stillroom.runtime.student.Reading;
import dev.stillroom.runtime.student.Student;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** What more is read must leave so much of the surprise at most to be worth it. */
  private static final double WORTH = 0.99;

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
    Map<Reading, List<float[]>> vectors = new EnumMap<>(Reading.class);
    List<Reading> readings = new ArrayList<>();
    Reading usual = Reading.WHOLE;
    if (items.stream().filter(Item::inScope).count() >= Halves.ENOUGH) {
      // The opening first: reading it gives the whole, too.
      readings.add(Reading.OPENING);
      if (2 * items.stream().filter(item -> Reading.areApart(item.features())).count()
          >= items.size()) {
        readings.add(Reading.OTHERS);
      }
    } else if (2 * items.stream().filter(item -> Reading.isLong(item.features())).count()
        >= items.size()) {
      // Chosen on news with eight examples of each label; with many it is not worth its time.
      usual = Reading.PASSAGES;
    }
    readings.add(usual);
    for (Item item : items) {
      for (Reading reading : readings) {
        vectors
            .computeIfAbsent(reading, r -> new ArrayList<>())
            .add(reading.of(encoder, item.features()));
      }
    }
    return new Encoded(encoder, Corpus.of(items), vectors, labels, usual);
  }

  /**
   * How examples are seen.
   *
   * @param gain how much longer vectors are made
   * @param telling whether words are weighed by how much they tell of the labels
   */
  private record View(List<Reading> readings, float gain, boolean telling) {}

  /** A softmax over vectors and words, whatever made the vectors. */
  static final class Encoded implements Course {

    private final Encoder encoder;
    private final List<String> labels;
    private final Corpus corpus;
    private final Map<Reading, List<float[]>> vectors;

    /** What is read where nothing else is known to be better. */
    private final List<Reading> usual;

    private View view;
    private boolean tellsKinship = true;

    /** Vectors that learned from the labels look better on what they learned than they are. */
    static Encoded withGain(
        float gain, Encoder encoder, Corpus corpus, List<float[]> vectors, List<String> labels) {
      Encoded encoded =
          new Encoded(encoder, corpus, Map.of(Reading.WHOLE, vectors), labels, Reading.WHOLE);
      encoded.view = new View(encoded.usual, gain, false);
      encoded.tellsKinship = false;
      return encoded;
    }

    /**
     * @param vectors of the readings that may be stood on, one for each item
     */
    Encoded(
        Encoder encoder,
        Corpus corpus,
        Map<Reading, List<float[]>> vectors,
        List<String> labels,
        Reading usual) {
      this.usual = List.of(usual);
      this.encoder = encoder;
      this.labels = labels;
      this.corpus = corpus;
      this.vectors = vectors;
    }

    /**
     * The way to see the examples under which either half of them leaves the other half least
     * surprising; more than the texts' vectors only where that is worth its price.
     */
    private View view(int[] learned) {
      int size = labels.size();
      Gain gain =
          Gain.of(
              longer -> widened(new View(usual, (float) longer, false), corpus),
              learned,
              size,
              PENALTY);
      View best = new View(usual, gain.value(), false);
      Halves halves = new Halves(corpus.rows().labels(), learned, size, PENALTY);
      if (!halves.areEnough()) {
        return best;
      }
      double least = gain.loss();
      List<UnaryOperator<View>> changes = new ArrayList<>();
      if (vectors.containsKey(Reading.OTHERS)) {
        changes.add(old -> new View(and(old, Reading.OTHERS), old.gain(), old.telling()));
      }
      changes.add(old -> new View(old.readings(), old.gain(), true));
      if (vectors.containsKey(Reading.OPENING)) {
        changes.add(old -> new View(and(old, Reading.OPENING), old.gain(), old.telling()));
      }
      for (UnaryOperator<View> change : changes) {
        View changed = change.apply(best);
        double loss = halves.loss(half -> widened(changed, seen(changed, half)));
        if (loss < WORTH * least) {
          best = changed;
          least = loss;
        }
      }
      return best;
    }

    private static List<Reading> and(View view, Reading reading) {
      return Stream.concat(view.readings().stream(), Stream.of(reading)).toList();
    }

    private Corpus seen(View view, int[] learned) {
      return view.telling() ? corpus.telling(learned, labels.size()) : corpus;
    }

    /** The mean vector of all items. */
    private float[] mean(List<Reading> readings) {
      float[] mean = new float[readings.size() * EncoderModel.WIDTH];
      for (int at = 0; at < mean.length; at++) {
        List<float[]> read = vectors.get(readings.get(at / EncoderModel.WIDTH));
        for (float[] vector : read) {
          mean[at] += vector[at % EncoderModel.WIDTH] / read.size();
        }
      }
      return mean;
    }

    /** The corpus' rows with the centred vectors behind their last column, the bias. */
    private DualAscent.Rows widened(View view, Corpus seen) {
      DualAscent.Rows narrow = seen.rows();
      float[] mean = mean(view.readings());
      int extra = mean.length;
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
        float[] vector = vector(view.readings(), row);
        for (int i = 0; i < extra; i++) {
          columns[at] = narrow.width() + i;
          values[at++] = view.gain() * (vector[i] - mean[i]);
        }
        starts[row + 1] = at;
      }
      return new DualAscent.Rows(starts, columns, values, narrow.labels(), narrow.width() + extra);
    }

    private float[] vector(List<Reading> readings, int item) {
      if (readings.size() == 1) {
        return vectors.get(readings.getFirst()).get(item);
      }
      float[] all = new float[readings.size() * EncoderModel.WIDTH];
      for (int i = 0; i < readings.size(); i++) {
        float[] one = vectors.get(readings.get(i)).get(item);
        System.arraycopy(one, 0, all, i * one.length, one.length);
      }
      return all;
    }

    @Override
    public EncoderHead train(List<Integer> which) {
      int[] learned = which.stream().mapToInt(Integer::intValue).toArray();
      int size = labels.size();
      if (view == null) {
        // Once for all students of the course, by what the first may learn from.
        view = view(learned);
      }
      Corpus seen = seen(view, learned);
      float[] mean = mean(view.readings());
      float[] trained =
          DualAscent.train(widened(view, seen), learned, size, PENALTY, EPOCHS, TOLERANCE);
      int narrow = seen.rows().width() * size;
      float[] words = Arrays.copyOf(trained, narrow);
      ByteBuffer weights = ByteBuffer.allocate(size * mean.length);
      float[] scales = new float[size];
      for (int label = 0; label < size; label++) {
        float largest = 0;
        for (int i = 0; i < mean.length; i++) {
          largest = Math.max(largest, Math.abs(trained[narrow + i * size + label]));
        }
        scales[label] = view.gain() * largest / 127;
        float atMean = 0;
        for (int i = 0; i < mean.length; i++) {
          float weight = view.gain() * trained[narrow + i * size + label];
          byte rounded = (byte) (scales[label] == 0 ? 0 : Math.round(weight / scales[label]));
          weights.put(rounded);
          atMean += mean[i] * rounded * scales[label];
        }
        // The bias takes over that the vectors were centred.
        words[narrow - size + label] -= atMean;
      }
      HashedLinear hashed = Quantization.of(seen, learned, words, labels, weights.capacity());
      return new EncoderHead(
          new Answering(labels),
          encoder,
          hashed,
          weights.array(),
          scales,
          view.readings(),
          tellsKinship ? mean : null);
    }

    @Override
    public Said ask(Student student, int item) {
      return said((EncoderHead) student, item);
    }

    Said said(EncoderHead student, int item) {
      double[] probabilities =
          student.probabilities(corpus.vectors().get(item), vector(view.readings(), item));
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return new Said(probabilities, best, student.kinship(vector(view.readings(), item)));
    }
  }
}
