package dev.stillroom.distiller.train;

import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.Reading;
import dev.stillroom.runtime.student.Student;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A softmax over vectors and words, whatever made the vectors. */
final class EncodedCourse implements Trainer.Course {

  /**
   * The strength of the penalty, against a loss summed over the examples; chosen on banking77's and
   * clinc150's validation splits, five examples of each label.
   */
  private static final double PENALTY = 1;

  static final int EPOCHS = 20;

  /** Mean duality gap of a row, in nats. */
  private static final double TOLERANCE = 0.01;

  /** What more is read must leave so much of the surprise at most to be worth it. */
  static final double WORTH = 0.99;

  /**
   * How examples are seen.
   *
   * @param gain how much longer vectors are made
   * @param telling whether words are weighed by how much they tell of the labels
   * @param beginnings whether it counts how texts and their lines begin
   */
  record View(List<Reading> readings, float gain, boolean telling, boolean beginnings) {

    View(List<Reading> readings, float gain) {
      this(readings, gain, false, false);
    }

    View with(List<Reading> changed) {
      return new View(changed, gain, telling, beginnings);
    }

    View withTelling() {
      return new View(readings, gain, true, beginnings);
    }

    View withBeginnings() {
      return new View(readings, gain, telling, true);
    }
  }

  private final Encoder encoder;
  private final List<String> labels;
  private final Corpus corpus;
  private final Corpus plain;
  private final Map<Reading, List<float[]>> vectors;

  /** What is read where nothing else is known to be better. */
  private final List<Reading> usual;

  private View view;
  private boolean tellsKinship = true;

  /** With one view of the examples; vectors that learned from the labels tell no kinship. */
  static EncodedCourse seen(
      View view,
      Encoder encoder,
      Corpus corpus,
      Map<Reading, List<float[]>> vectors,
      List<String> labels) {
    EncodedCourse encoded = new EncodedCourse(encoder, corpus, vectors, labels, Reading.WHOLE);
    encoded.view = view;
    encoded.tellsKinship = false;
    return encoded;
  }

  /**
   * @param vectors of the readings that may be stood on, one for each item
   */
  EncodedCourse(
      Encoder encoder,
      Corpus corpus,
      Map<Reading, List<float[]>> vectors,
      List<String> labels,
      Reading usual) {
    this.usual = List.of(usual);
    this.encoder = encoder;
    this.labels = labels;
    this.corpus = corpus;
    this.plain = corpus.withoutBeginnings();
    this.vectors = vectors;
  }

  /**
   * The way to see the examples under which either half of them leaves the other half least
   * surprising; more than the texts' vectors only where that is worth its price.
   */
  private View view(int[] learned) {
    int size = labels.size();
    Gain gain =
        Gain.of(longer -> widened(new View(usual, (float) longer), plain), learned, size, PENALTY);
    View best = new View(usual, gain.value());
    Halves halves = new Halves(corpus.rows().labels(), learned, size, PENALTY);
    if (!halves.areEnough()) {
      return best;
    }
    double least = gain.loss();
    List<UnaryOperator<View>> changes = new ArrayList<>();
    if (vectors.containsKey(Reading.OTHERS)) {
      changes.add(old -> old.with(and(old, Reading.OTHERS)));
    }
    changes.add(View::withTelling);
    changes.add(View::withBeginnings);
    if (vectors.containsKey(Reading.OPENING)) {
      changes.add(old -> old.with(and(old, Reading.OPENING)));
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
    Corpus chosen = view.beginnings() ? corpus : plain;
    return view.telling() ? chosen.telling(learned, labels.size()) : chosen;
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
  public Trainer.Said ask(Student student, int item) {
    return said((EncoderHead) student, item);
  }

  Trainer.Said said(EncoderHead student, int item) {
    double[] probabilities =
        student.probabilities(corpus.vectors().get(item), vector(view.readings(), item));
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return new Trainer.Said(probabilities, best, student.kinship(vector(view.readings(), item)));
  }
}
