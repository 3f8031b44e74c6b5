package dev.stillroom.runtime.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderTest {

  private static final EncoderModel MODEL = EncoderModel.current();
  private static final Path FILES = Path.of("target", "encoder");

  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final HandClock clock = new HandClock();

  @BeforeAll
  static void convert() throws IOException {
    Conversion.into(FILES, MODEL);
  }

  @Test
  void textsThatMeanAlikeLieCloserThanOthers() {
    try (Encoder encoder = encoder()) {
      float[] lost = encoder.embed("I cannot find my parcel");
      float[] late = encoder.embed("where is the package I ordered?");
      float[] recipe = encoder.embed("how long do I boil an egg");
      assertTrue(dot(lost, late) > dot(lost, recipe) + 0.2);
      assertEquals(1, dot(lost, lost), 1e-5);
    }
  }

  @Test
  void freshSessionsAgreeToTheBit() {
    List<String> texts = List.of("a", "the kettle is broken", "Straße nach München", "東京の天気");
    try (Encoder one = encoder();
        Encoder other = encoder()) {
      for (String text : texts) {
        assertArrayEquals(one.embed(text), other.embed(text), text);
      }
      one.close();
      one.embed("something in between");
      assertArrayEquals(one.embed(texts.get(1)), other.embed(texts.get(1)));
    }
  }

  @Test
  void manyTextsAtOnceHaveTheVectorsThatEachHasAlone() {
    List<String> texts = List.of("a", "the kettle is broken", " ", "where is my parcel", "a");
    try (Encoder one = encoder();
        Encoder other = encoder()) {
      Map<String, float[]> openings = one.openings(texts);
      Map<String, float[]> vectors = one.embed(texts);
      assertEquals(4, vectors.size());
      for (String text : texts) {
        assertArrayEquals(other.embed(text), vectors.get(text), text);
        assertArrayEquals(other.opening(text), openings.get(text), text);
      }
    }
  }

  @Test
  void aTokensStatesStandWhereItStandsInTheText() {
    try (Encoder encoder = encoder()) {
      for (String text :
          List.of("😀 at 8pm, Zoë", " \n Ame\u0301lie 東京 👩‍💻 end", "\ud800 \0 odd")) {
        TokenStates states = encoder.tokens(text);
        assertEquals(states.size() * EncoderModel.WIDTH, states.values().length);
        assertTrue(states.size() > 0);
        int end = 0;
        for (int i = 0; i < states.size(); i++) {
          assertTrue(states.starts()[i] >= end && states.ends()[i] > states.starts()[i], text);
          assertTrue(states.ends()[i] <= text.length());
          end = states.ends()[i];
        }
      }
      TokenStates states = encoder.tokens("😀 at 8pm");
      assertEquals("at", "😀 at 8pm".substring(states.starts()[1], states.ends()[1]));
      assertEquals(0, encoder.tokens(" \t").size());
      assertTrue(encoder.tokens("word ".repeat(200_000)).size() <= 256);
    }
  }

  @Test
  void aWordsStatesDependOnItsPlace() {
    try (Encoder encoder = encoder()) {
      float[] one = encoder.tokens("may I come in May").values();
      boolean same = true;
      for (int i = 0; i < EncoderModel.WIDTH; i++) {
        same &= Math.abs(one[i] - one[4 * EncoderModel.WIDTH + i]) < 1e-3;
      }
      assertFalse(same);
    }
  }

  @Test
  void hostileTextsHaveFiniteVectors() {
    List<String> texts =
        List.of(
            "\ud800",
            "a\udc00b",
            "\0\0",
            "\u202e\u200b",
            "x".repeat(1_000_000),
            "word ".repeat(200_000),
            "😀".repeat(5_000),
            "שלום مرحبا Привет नमस्ते");
    try (Encoder encoder = encoder()) {
      for (String text : texts) {
        assertEquals(1, dot(encoder.embed(text), encoder.embed(text)), 1e-4);
      }
      assertArrayEquals(new float[EncoderModel.WIDTH], encoder.embed(""));
      assertArrayEquals(new float[EncoderModel.WIDTH], encoder.embed(" \n\t "));
    }
  }

  @Test
  void nothingIsLoadedBeforeTheFirstTextAndAllIsLetGoWhenIdle() {
    Encoders encoders = new Encoders(FILES, null, clock);
    Encoder encoder = encoders.find(MODEL.digest()).orElseThrow();
    assertFalse(encoder.isLoaded());
    float[] before = encoder.embed("let the cat in");
    assertTrue(encoder.isLoaded());
    clock.now = clock.now.plusSeconds(59);
    encoders.releaseIdle(Duration.ofMinutes(1));
    assertTrue(encoder.isLoaded());
    clock.now = clock.now.plusSeconds(1);
    encoders.releaseIdle(Duration.ofMinutes(1));
    assertFalse(encoder.isLoaded());
    assertArrayEquals(before, encoder.embed("let the cat in"));
    assertFalse(encoder.isLoaded(), "a known text needs no session");
  }

  @Test
  void allTasksShareOneEncoder() {
    Encoders encoders = new Encoders(FILES, null, clock);
    assertTrue(encoders.find(MODEL.digest()).get() == encoders.find(MODEL.digest()).get());
    assertTrue(encoders.find("0".repeat(64)).isEmpty());
    assertTrue(new Encoders(null, null, clock).find(MODEL.digest()).isEmpty());
  }

  @Test
  void aDamagedEncoderIsOneClearLine(@TempDir Path directory) throws IOException {
    Files.writeString(Conversion.network(directory, MODEL), "no network");
    Files.copy(Conversion.tokenizer(FILES, MODEL), Conversion.tokenizer(directory, MODEL));
    try (Encoder encoder = new Encoder(directory, MODEL, clock, null)) {
      EncoderFailure failure = assertThrows(EncoderFailure.class, () -> encoder.embed("a text"));
      assertTrue(failure.getMessage().contains(MODEL.file()), failure.getMessage());
      assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    }
  }

  @Test
  void aDamagedEncoderIsTriedAgainAfterAWhile(@TempDir Path directory) throws IOException {
    try (Encoder encoder = new Encoder(directory, MODEL, clock, null)) {
      assertThrows(EncoderFailure.class, () -> encoder.embed("a text"));
      assertTrue(encoder.failure().contains("there is no file"), encoder.failure());
      Files.copy(Conversion.network(FILES, MODEL), Conversion.network(directory, MODEL));
      Files.copy(Conversion.tokenizer(FILES, MODEL), Conversion.tokenizer(directory, MODEL));
      clock.now = clock.now.plusSeconds(59);
      assertThrows(EncoderFailure.class, () -> encoder.embed("a text"), "not at each text");
      clock.now = clock.now.plusSeconds(1);
      assertEquals(1, dot(encoder.embed("a text"), encoder.embed("a text")), 1e-5);
      assertNull(encoder.failure());
    }
  }

  @Test
  void theNextProcessNeedsNoSessionForAKnownTextUntilAllIsForgotten(@TempDir Path home)
      throws IOException {
    Encoders before = new Encoders(FILES, home, clock);
    float[] vector = before.named(MODEL.digest()).orElseThrow().embed("let the cat in");
    Encoders encoders = new Encoders(FILES, home, clock);
    Encoder encoder = encoders.named(MODEL.digest()).orElseThrow();
    assertArrayEquals(vector, encoder.embed(" let the cat in\n"));
    assertFalse(encoder.isLoaded());
    encoders.forget();
    assertArrayEquals(vector, encoder.embed("let the cat in"));
    assertTrue(encoder.isLoaded());
  }

  private Encoder encoder() {
    return new Encoder(FILES, MODEL, clock, null);
  }

  private static double dot(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
