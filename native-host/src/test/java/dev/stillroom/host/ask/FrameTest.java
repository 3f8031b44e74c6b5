package dev.stillroom.host.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  @Test
  void caseWhiteSpaceAndALastStopTellNoQuestionsApart() {
    Frame frame = Frame.whole("Is this a complaint?");
    assertEquals(Optional.of(""), frame.slot("is  this a complaint"));
    assertTrue(frame.slot("Is this a compliment?").isEmpty());
    assertFalse(frame.hasSlot());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Translate into German: Good morning  | Translate into German: Where is my bag? | Thank you all
          What is the capital of France?       | What is the capital of Peru?            | New Zealand
          Is "Ada Lovelace" a person or a firm? | Is "Acme Ltd" a person or a firm?      | Alan Turing
          """)
  void promptsThatDifferInOnePlaceAreOneQuestion(String one, String other, String third) {
    Frame frame = Frame.common(one, other).orElseThrow();
    String said = frame.slot(other).orElseThrow();
    String again = other.replace(said, third);
    assertEquals(third, frame.slot(again).orElseThrow());
    assertTrue(frame.shown().contains("…"), frame.shown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Summarize this page | Is this a complaint?
          Yes or no           | Yes or maybe
          A short question    | A short question
          """)
  void whatSharesTooLittleIsNotOneQuestion(String one, String other) {
    Optional<Frame> frame = Frame.common(one, other);
    assertTrue(
        frame.isEmpty()
            || frame.get().slot(one).isEmpty() && !one.equals(other)
            || one.equals(other),
        frame::toString);
  }

  @Test
  void bothPromptsAreInstancesOfWhatTheyHaveInCommon() {
    Random random = new Random(5);
    String[] words = {"is", "the", "order", "late", "of", "a", "customer", "?", "Paris", "12"};
    for (int i = 0; i < 2_000; i++) {
      String one = made(random, words);
      String other = made(random, words);
      Optional<Frame> frame = Frame.common(one, other);
      if (frame.isPresent()) {
        assertTrue(frame.get().slot(one).isPresent(), one + " | " + other + " | " + frame);
        assertTrue(frame.get().slot(other).isPresent(), one + " | " + other + " | " + frame);
      }
    }
  }

  private static String made(Random random, String... words) {
    StringBuilder text = new StringBuilder("tell me whether");
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      text.append(' ').append(words[random.nextInt(words.length)]);
    }
    return text.toString();
  }
}
