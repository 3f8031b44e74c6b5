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
import java.util.List;
import java.util.Random;
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
      List<float[]> states = encoder.states(TEXTS);
      float[] vectors =
          new UpperLayers(MODEL, manager)
              .vectors(UpperLayers.batch(manager, states), nothing)
              .toFloatArray();
      for (int i = 0; i < TEXTS.size(); i++) {
        float[] plain = encoder.embed(TEXTS.get(i));
        double cosine = 0;
        for (int j = 0; j < plain.length; j++) {
          cosine += plain[j] * vectors[i * plain.length + j];
        }
        // The session rounds states to eight bits as it goes.
        assertTrue(cosine > 0.995, TEXTS.get(i) + ": " + cosine);
      }
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
    double contrast = 0;
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < i; j++) {
        double cosine = 0;
        for (int k = 0; k < vectors.get(i).length; k++) {
          cosine += vectors.get(i)[k] * vectors.get(j)[k];
        }
        contrast += LABELS[i] == LABELS[j] ? cosine / 30 : -cosine / 36;
      }
    }
    return contrast;
  }
}
