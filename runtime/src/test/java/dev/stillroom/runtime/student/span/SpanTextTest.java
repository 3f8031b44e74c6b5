package dev.stillroom.runtime.student.span;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTextTest {

  @Test
  void aTokenEndsWhereLettersBecomeDigitsOrMarks() {
    assertEquals(
        List.of("at", "8", "pm", ",", "R", "2", "-", "D", "2", "'", "s", "table", "."),
        words("at 8pm, R2-D2's table."));
  }

  @Test
  void accentsAndJoinedSymbolsStayWhole() {
    assertEquals(List.of("Ame\u0301lie", "👩‍💻", "x"), words("Ame\u0301lie 👩‍💻 x"));
    assertEquals(List.of("東", "京", "に"), words("東京に"));
  }

  @Test
  void placesCountCharactersNotCodePoints() {
    SpanText text = SpanText.of("😀 room 𝟜2");
    assertEquals(3, text.starts()[1]);
    assertEquals(8, text.starts()[2]);
    assertEquals("𝟜2", text.between(2, 2));
    assertEquals(1, text.beginning(3));
    assertEquals(1, text.ending(7));
    assertEquals(-1, text.beginning(4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverTheTextTokensCoverAllThatIsNoSpace(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      String hostile = hostile(random);
      SpanText text = SpanText.of(hostile);
      int end = 0;
      for (int i = 0; i < text.size(); i++) {
        assertTrue(text.starts()[i] >= end);
        assertTrue(text.ends()[i] > text.starts()[i]);
        assertTrue(isSpace(hostile.substring(end, text.starts()[i])), hostile);
        assertFalse(isSpace(text.between(i, i)));
        end = text.ends()[i];
      }
      assertTrue(isSpace(hostile.substring(end)));
    }
  }

  @Test
  void aMegabyteIsReadAsFarAsIsAllowed() {
    assertEquals(SpanText.MAX_TOKENS, SpanText.of("a ".repeat(500_000)).size());
    assertEquals(1, SpanText.of("a".repeat(1_000_000)).size());
    assertEquals(0, SpanText.of("\u0000\u0007\n".repeat(300_000)).size());
  }

  static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    String pool = "ab Z9.,\n\t\u0000\u0301\u200d\ud800\udc00\ud83d\ude00é東\u202e\ufeff";
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(pool.charAt(random.nextInt(pool.length())));
    }
    return text.toString();
  }

  private static boolean isSpace(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
  }

  private static List<String> words(String text) {
    SpanText cut = SpanText.of(text);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < cut.size(); i++) {
      words.add(cut.between(i, i));
    }
    return words;
  }
}
