package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.TextProgram;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are the same to a person, or nearly. */
class TextStrayTest {

  private static final TextProgram NAMES =
      train("Ada Lovelace", "Lovelace, Ada", "Grace Hopper", "Hopper, Grace");
  private static final TextProgram DATES =
      train("2024-03-05", "05.03.2024", "2022-11-28", "28.11.2022");

  @ParameterizedTest
  @ValueSource(
      strings = {
        " Emmy Noether",
        "Emmy Noether ",
        "Emmy  Noether",
        "Emmy\u00a0Noether",
        "\u2003Emmy \tNoether\n",
        "\ufeffEmmy\u200b Noether",
      })
  void whiteSpaceThatNobodySeesChangesNothing(String input) {
    assertEquals("Noether, Emmy", NAMES.predict(input(input)).output());
  }

  @Test
  void digitsOfAnotherScriptAreDigits() {
    assertEquals("14.07.2021", DATES.predict(input("٢٠٢١-٠٧-١٤")).output());
    assertEquals("14.07.2021", DATES.predict(input("2021-07-14")).output());
  }

  @Test
  void capitalsAreAnsweredAlikeOrNot() {
    Prediction said = NAMES.predict(input("EMMY NOETHER"));
    assertTrue(said.output() == null || said.output().equals("NOETHER, EMMY"), said::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0\u00a0", "\n", "-", ",", "…"})
  void whatHoldsNothingIsNotAnswered(String input) {
    assertNull(NAMES.predict(input(input)).output());
    assertNull(DATES.predict(input(input)).output());
  }

  @Test
  void whoeverShowsStraySpaceMeansIt() {
    TextProgram student = train("a  b", "a__b", "cc  d", "cc__d");
    assertEquals("e__f", student.predict(input("e  f")).best());
  }

  private static TextProgram train(String... shown) {
    return TextProgramTrainerTest.train(
        List.of(new Pair(input(shown[0]), shown[1]), new Pair(input(shown[2]), shown[3])));
  }

  private static Input input(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }
}
