package dev.stillroom.adapters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.stillroom.distiller.train.AdapterFitting.Fit;
import dev.stillroom.distiller.train.AdapterFitting.Lesson;
import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.student.LowRank;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TorchFittingTest {

  private static final EncoderModel MODEL = EncoderModel.current();

  /** Asking and telling, whatever about: not what the plain encoder looks at. */
  private static final List<String> TEXTS =
      List.of(
          "is the kettle hot",
          "the kettle is hot",
          "did the train leave",
          "the train has left",
          "is there bread at home",
          "there is bread at home",
          "are the windows shut",
          "the windows are shut",
          "has the post come today",
          "the post came today",
          "do the lamps work",
          "the lamps work");

  private static final int[] LABELS = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  private static Encoder encoder;

  @BeforeAll
  static void convert() throws Exception {
    Path files = Path.of("target", "encoder");
    Conversion.into(files, MODEL);
    encoder = new Encoders(files, null, Clock.systemUTC()).find(MODEL.digest()).orElseThrow();
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void theUpperLayersAgreeWithTheSessionThatRuns() throws Exception {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> nothing = new ArrayList<>();
      for (Adapter.Site site : Adapter.sites(MODEL)) {
        nothing.add(manager.zeros(new Shape(site.product().in(), 1)));
        nothing.add(manager.zeros(new Shape(1, site.product().out())));
      }
      agree(TEXTS.stream().map(encoder::embed).toList(), manager, nothing);
    }
  }

  /** The texts' vectors as the session made them, and as the upper layers make them. */
  private static void agree(List<float[]> run, NDManager manager, List<NDArray> adapter)
      throws Exception {
    float[] vectors =
        new UpperLayers(MODEL, manager)
            .vectors(UpperLayers.batch(manager, encoder.states(TEXTS)), adapter)
            .toFloatArray();
    for (int i = 0; i < TEXTS.size(); i++) {
      double cosine = 0;
      for (int j = 0; j < run.get(i).length; j++) {
        cosine += run.get(i)[j] * vectors[i * run.get(i).length + j];
      }
      // The session rounds states to eight bits as it goes.
      assertTrue(cosine > 0.99, TEXTS.get(i) + ": " + cosine);
    }
  }

  @Test
  void aCollectionOfGarbageInTheMiddleOfAStepChangesNothing() throws Exception {
    TorchFitting fitting = new TorchFitting(1, 6);
    List<float[]> undisturbed = fitting.fit(MODEL, lesson(Long.MAX_VALUE)).matrices();
    AtomicBoolean ended = new AtomicBoolean();
    Thread collecting =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!ended.get()) {
                    System.gc();
                    LockSupport.parkNanos(10_000_000);
                  }
                });
    List<float[]> disturbed = fitting.fit(MODEL, lesson(Long.MAX_VALUE)).matrices();
    ended.set(true);
    collecting.join();
    for (int i = 0; i < undisturbed.size(); i++) {
      assertArrayEquals(undisturbed.get(i), disturbed.get(i));
    }
  }

  @Test
  void textsOfOneLabelComeToLieTogetherInTheSessionThatRuns() {
    Fit fit = new TorchFitting().fit(MODEL, lesson(Long.MAX_VALUE));
    Adapter adapter = LowRank.of(MODEL, fit.rank(), fit.matrices()).adapter();
    List<float[]> plain = TEXTS.stream().map(encoder::embed).toList();
    assertTrue(contrast(encoder.embed(TEXTS, adapter)) > contrast(plain) + 0.05);
  }

  @Test
  void textsNotLearnedFromAreToldApartByTheAdapterToo() {
    List<String> texts = new ArrayList<>();
    for (String thing : List.of("lamp", "soup", "letter", "garden", "clock", "parcel", "bicycle")) {
      texts.add("has anybody seen the " + thing);
      texts.add("somebody took the " + thing);
      texts.add("is the " + thing + " still there");
      texts.add("the " + thing + " is still there");
    }
    int learned = 20;
    int[] labels = new int[texts.size()];
    Arrays.setAll(labels, i -> i % 2);
    Lesson lesson =
        new Lesson(
            encoder.states(texts.subList(0, learned)),
            Arrays.copyOf(labels, learned),
            2,
            1,
            Long.MAX_VALUE);
    Fit fit = new TorchFitting().fit(MODEL, lesson);
    List<String> others = texts.subList(learned, texts.size());
    int[] truth = Arrays.copyOfRange(labels, learned, labels.length);
    Adapter adapter = LowRank.of(MODEL, fit.rank(), fit.matrices()).adapter();
    double plain = contrast(others.stream().map(encoder::embed).toList(), truth);
    assertTrue(contrast(encoder.embed(others, adapter), truth) > plain + 0.2);
  }

  @Test
  void whatWasLearnedInSinglePrecisionIsWhatTheSessionRuns() throws Exception {
    Fit fit = new TorchFitting().fit(MODEL, lesson(Long.MAX_VALUE));
    Adapter adapter = LowRank.of(MODEL, fit.rank(), fit.matrices()).adapter();
    List<float[]> run = encoder.embed(TEXTS, adapter);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> matrices = new ArrayList<>();
      for (Adapter.Site site : Adapter.sites(MODEL)) {
        int at = matrices.size();
        Shape down = new Shape(site.product().in(), fit.rank());
        Shape up = new Shape(fit.rank(), site.product().out());
        matrices.add(manager.create(fit.matrices().get(at), down));
        matrices.add(manager.create(fit.matrices().get(at + 1), up));
      }
      agree(run, manager, matrices);
    }
  }

  @Test
  void ofManyTextsSomeOfEachLabelTellWhichPassWasBest() {
    List<float[]> states = new ArrayList<>();
    int[] labels = new int[120];
    for (int i = 0; i < labels.length; i++) {
      states.add(new float[i == 7 ? 0 : 1]);
      labels[i] = i % 3 - 1;
    }
    Lesson lesson = new Lesson(states, labels, 2, 1, Long.MAX_VALUE);
    InnerSplit few = InnerSplit.of(lesson, new Random(1));
    assertEquals(0, few.asked().length, "79 texts of a label that can be read");
    Arrays.setAll(labels, i -> i % 3);
    InnerSplit split =
        InnerSplit.of(new Lesson(states, labels, 3, 1, Long.MAX_VALUE), new Random(1));
    assertEquals(120, split.learned().length + split.asked().length);
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      long asked = Arrays.stream(split.asked()).filter(i -> labels[i] == wanted).count();
      assertTrue(asked >= 3 && asked <= 5, label + ": " + asked);
    }
    assertTrue(Arrays.stream(split.asked()).noneMatch(i -> i == 7));
    assertTrue(
        Arrays.stream(split.asked()).noneMatch(i -> Arrays.binarySearch(split.learned(), i) >= 0));
  }

  @Test
  void aCentroidFarFromATextsLabelIsSurprising() {
    Centroids centroids = new Centroids(3);
    centroids.add(List.of(axis(0), axis(1), axis(2)), new int[] {0, 1, -1});
    double near = centroids.surprise(List.of(axis(0), axis(1)), new int[] {0, 1});
    double far = centroids.surprise(List.of(axis(1), axis(0)), new int[] {0, 1});
    assertTrue(near < 0.01, "near: " + near);
    assertTrue(far > 1, "far: " + far);
    assertTrue(Double.isFinite(centroids.surprise(List.of(axis(2)), new int[] {2})));
  }

  private static float[] axis(int at) {
    float[] axis = new float[EncoderModel.WIDTH];
    axis[at] = 1;
    return axis;
  }

  @Test
  void theSameLessonGivesTheSameNumbers() {
    Fit one = new TorchFitting(2, 2).fit(MODEL, lesson(Long.MAX_VALUE));
    assertTrue(one.whole());
    Fit other = new TorchFitting(2, 2).fit(MODEL, lesson(Long.MAX_VALUE));
    for (int i = 0; i < one.matrices().size(); i++) {
      assertArrayEquals(one.matrices().get(i), other.matrices().get(i));
    }
  }

  @Test
  void aLessonWithoutTimeAddsNothingToTheEncoder() {
    Fit fit = new TorchFitting().fit(MODEL, lesson(System.nanoTime() - 1));
    assertFalse(fit.whole());
    Adapter adapter = LowRank.of(MODEL, fit.rank(), fit.matrices()).adapter();
    assertArrayEquals(
        encoder.embed(TEXTS.getFirst()), encoder.embed(TEXTS.getFirst(), adapter), 1e-5f);
  }

  @Test
  void textsWithNothingToReadAndTextsOutOfScopeAreBorne() {
    List<float[]> states = new ArrayList<>(encoder.states(TEXTS.subList(0, 4)));
    states.add(new float[0]);
    int[] labels = {0, 1, -1, 1, 0};
    Fit fit = new TorchFitting(2, 2).fit(MODEL, new Lesson(states, labels, 2, 1, Long.MAX_VALUE));
    for (float[] matrix : fit.matrices()) {
      for (float value : matrix) {
        assertTrue(Float.isFinite(value));
      }
    }
  }

  @Test
  void batchesHoldEveryTextOnce() {
    List<float[]> states = new ArrayList<>();
    int[] labels = new int[50];
    for (int i = 0; i < labels.length; i++) {
      states.add(new float[i % 7]);
      labels[i] = i % 3 - 1;
    }
    Batches batches =
        new Batches(new Lesson(states, labels, 2, 1, Long.MAX_VALUE), 8, new Random(1));
    List<Integer> seen = new ArrayList<>();
    for (int[] batch : batches.shuffled()) {
      for (int i : batch) {
        seen.add(i);
      }
    }
    assertEquals(42, seen.size());
    assertEquals(42, seen.stream().distinct().count());
    assertEquals(batches.count(), batches.shuffled().size());
  }

  private static Lesson lesson(long deadline) {
    return new Lesson(encoder.states(TEXTS), LABELS, 2, 1, deadline);
  }

  /** How much nearer to each other texts of one label are than those of two. */
  private static double contrast(List<float[]> vectors) {
    return contrast(vectors, LABELS);
  }

  private static double contrast(List<float[]> vectors, int[] labels) {
    double[] sums = new double[2];
    int[] pairs = new int[2];
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < i; j++) {
        double cosine = 0;
        for (int k = 0; k < vectors.get(i).length; k++) {
          cosine += vectors.get(i)[k] * vectors.get(j)[k];
        }
        int kind = labels[i] == labels[j] ? 0 : 1;
        sums[kind] += cosine;
        pairs[kind]++;
      }
    }
    return sums[0] / pairs[0] - sums[1] / pairs[1];
  }
}
