package dev.stillroom.runtime.student.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.TokenStates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenVectorsTest {

  /** Parts of at most so many characters, at most 256 of them; a vector says what it read. */
  private record Reader(int part, int[] calls) {
    TokenStates read(String text) {
      calls[0]++;
      SpanText tokens = SpanText.of(text);
      int[] starts = new int[256];
      int[] ends = new int[256];
      int size = 0;
      for (int i = 0; i < tokens.size(); i++) {
        for (int at = tokens.starts()[i]; at < tokens.ends()[i] && size < 256; at += part) {
          starts[size] = at;
          ends[size++] = Math.min(tokens.ends()[i], at + part);
        }
      }
      float[] values = new float[size * EncoderModel.WIDTH];
      for (int i = 0; i < size; i++) {
        values[i * EncoderModel.WIDTH] = text.charAt(starts[i]);
        values[i * EncoderModel.WIDTH + 1] = i;
      }
      return new TokenStates(Arrays.copyOf(starts, size), Arrays.copyOf(ends, size), values);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "149, 10", "150, 10", "151, 10", "700, 10", "300, 1"})
  void everyTokenOfALongTextIsReadWithItsNeighbours(int tokens, int part) {
    String text = "abcd ".repeat(tokens);
    Reader reader = new Reader(part, new int[1]);
    float[][] vectors = TokenVectors.of(SpanText.of(text), reader::read);
    for (int i = 0; i < tokens; i++) {
      assertNotNull(vectors[i], "token " + i);
      assertTrue(vectors[i][1] >= Math.min(i, 15), "token " + i + " has nothing before it");
    }
  }

  @Test
  void aTokensVectorIsTheMeanOfItsParts() {
    float[][] vectors = TokenVectors.of(SpanText.of("ac"), new Reader(1, new int[1])::read);
    assertEquals('b', vectors[0][0]);
  }

  @Test
  void wordsOfVeryManyPartsAndEndlessTextsEnd() {
    Reader reader = new Reader(1, new int[1]);
    String text = ("x".repeat(300) + " ").repeat(500);
    float[][] vectors = TokenVectors.of(SpanText.of(text), reader::read);
    assertTrue(reader.calls()[0] <= TokenVectors.MAX_WINDOWS);
    assertNotNull(vectors[0]);
    assertNull(vectors[vectors.length - 1]);
  }

  @Test
  void anEncoderThatSeesNothingSaysNothing() {
    TokenStates none = new TokenStates(new int[0], new int[0], new float[0]);
    for (float[] vector : TokenVectors.of(SpanText.of("a b c"), text -> none)) {
      assertNull(vector);
    }
  }
}
