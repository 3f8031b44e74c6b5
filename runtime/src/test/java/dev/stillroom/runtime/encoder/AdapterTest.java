package dev.stillroom.runtime.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdapterTest {

  private static final EncoderModel MODEL = EncoderModel.current();
  private static final String TEXT = "the lamp in the hall flickers";

  private static Encoder encoder;

  @BeforeAll
  static void convert() throws IOException {
    Path files = Path.of("target", "encoder");
    Conversion.into(files, MODEL);
    encoder = new Encoders(files, null, Clock.systemUTC()).find(MODEL.digest()).orElseThrow();
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void anAdapterThatAddsNothingLeavesTheVectorAsItIs() {
    assertArrayEquals(encoder.embed(TEXT), encoder.embed(TEXT, adapter(4, 0, 1)), 1e-6f);
  }

  @Test
  void eachTaskHasItsOwnVectorsFromTheOneSession() {
    Adapter one = adapter(4, 0.05, 1);
    Adapter other = adapter(8, 0.05, 2);
    float[] plain = encoder.embed(TEXT);
    float[] first = encoder.embed(TEXT, one);
    float[] second = encoder.embed(TEXT, other);
    assertFalse(Arrays.equals(plain, first));
    assertFalse(Arrays.equals(first, second));
    assertArrayEquals(first, encoder.embed(TEXT, one));
    assertArrayEquals(plain, encoder.embedAfresh(TEXT));
  }

  @Test
  void manyTextsHaveTheVectorsTheyHaveAlone() {
    Adapter adapter = adapter(4, 0.05, 3);
    List<String> texts = List.of(TEXT, "", "an umbrella", TEXT);
    List<float[]> together = encoder.embed(texts, adapter);
    for (int i = 0; i < texts.size(); i++) {
      assertArrayEquals(encoder.embed(texts.get(i), adapter), together.get(i));
    }
  }

  @Test
  void statesAreGivenForEachToken() {
    List<float[]> states = encoder.states(List.of("an umbrella", " ", "a"));
    // Two tokens stand around a text.
    assertEquals(4 * EncoderModel.WIDTH, states.get(0).length);
    assertEquals(0, states.get(1).length);
    assertEquals(3 * EncoderModel.WIDTH, states.get(2).length);
  }

  @Test
  void matricesOfAnotherSizeAreRefused() {
    List<float[]> matrices = new ArrayList<>(adapter(4, 0, 1).matrices());
    matrices.set(3, new float[7]);
    assertThrows(IllegalArgumentException.class, () -> new Adapter(MODEL, 4, matrices));
  }

  private static Adapter adapter(int rank, double size, long seed) {
    Random random = new Random(seed);
    List<float[]> matrices = new ArrayList<>();
    for (Adapter.Site site : Adapter.sites(MODEL)) {
      matrices.add(numbers(site.product().in() * rank, 0.05, random));
      matrices.add(numbers(rank * site.product().out(), size, random));
    }
    return new Adapter(MODEL, rank, matrices);
  }

  private static float[] numbers(int count, double size, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (size * random.nextGaussian());
    }
    return numbers;
  }
}
