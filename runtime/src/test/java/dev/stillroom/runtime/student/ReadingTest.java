package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.features.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final List<Feature> ISSUE =
      List.of(
          new Feature.Text("title", "It crashes"),
          new Feature.Text("text", "After the update nothing works"));

  @Test
  void theTextComesFirstAndWhatStandsBesideItCanBeReadApart() {
    assertEquals("After the update nothing works\nIt crashes", Reading.WHOLE.text(ISSUE));
    assertEquals("It crashes", Reading.OTHERS.text(ISSUE));
    assertTrue(Reading.areApart(ISSUE));
    assertFalse(Reading.areApart(ISSUE.subList(0, 1)));
  }

  @Test
  void aShortTextIsOnePassage() {
    assertEquals(List.of("a word"), Reading.passages("a word"));
    assertEquals(List.of(""), Reading.passages(""));
  }

  @Test
  void aLongTextIsReadInThreePassagesThatEndBetweenWords() {
    String text = "some words of a text that goes on ".repeat(200);
    List<String> passages = Reading.passages(text);
    assertEquals(3, passages.size());
    assertTrue(text.startsWith(String.join("", passages)));
    passages.forEach(passage -> assertTrue(passage.matches("( ?\\w+)+"), passage));
    assertEquals(3, Reading.passages("x".repeat(100_000)).size());
  }
}
