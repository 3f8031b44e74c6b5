package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.TextProgram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on the row: words, tables, compound units, the look of what comes out. */
class TextDependentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[12]>-12;30>30;[7]>-7 | [450] | -450",
        "1 cup>1 cup please;3 pot>3 pots please;1 jug>1 jug please;4 lid>4 lids please"
            + " | 1 tin | 1 tin please",
      })
  void aWordMayDependOnTheRowWhereAllElseIsTheSame(String shown, String input, String output) {
    assertEquals(output, train(shown).predict(input(input)).output());
  }

  @Test
  void ofWordsTheProgramSaysOnWhatTheyDepend() {
    String says = train("(1,200.00)>-1200.00;350.50>350.50;(75.25)>-75.25").inWords().getFirst();
    assertTrue(says.contains("nothing") && says.contains("when the text "), says);
  }

  @Test
  void whatWasShownOnceForEachValueIsATableThatKnowsItsLimits() {
    TextProgram student = train("A3 - roof>high: roof;B7 - wall>low: wall");
    assertEquals("low: floor", student.predict(input("B7 - floor")).output());
    assertNull(student.predict(input("C1 - floor")).output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2h 15m>135 min;1h 40m>100 min | 3h 05m | 185 min",
        "6 ft 1 in>185.4 cm;5 ft 2 in>157.5 cm | 4 ft 11 in | 149.9 cm",
        "3 lb 4 oz>52 oz;2 lb 9 oz>41 oz;10 lb 1 oz>161 oz | 5 lb 5 oz | 85 oz",
      })
  void twoUnitsBecomeOne(String shown, String input, String output) {
    assertEquals(output, train(shown).predict(input(input)).output());
  }

  @Test
  void numbersThatAllExamplesGroupInOneWayAreGroupedSoOrLeftOpen() {
    TextProgram student =
        train("44 555 019>+1 44 555 019;61-555-027>+1 61 555 027;83.555.130>+1 83 555 130");
    assertEquals("+1 72 555 444", student.predict(input("72/555/444")).output());
    Prediction other = student.predict(input("7255 5444"));
    assertNull(other.output(), "it would not look like the others");
  }

  @Test
  void aDateIsFoundAmongSomeWordsOfALine() {
    TextProgram student =
        train("Sat 3 May 2025 at the lake>2025-05-03;Mon 17 Nov 2025 in town>2025-11-17");
    assertEquals("2026-02-09", student.predict(input("Mon 9 Feb 2026 by the sea")).output());
  }

  @Test
  void aFactorIsNotFoundInTwoNumbersThatStandTogetherByChance() {
    TextProgram student = train("5 ft 11 in>180 cm;6 ft 2 in>188 cm;5 ft 4 in>163 cm");
    assertEquals("145 cm", student.predict(input("4 ft 9 in")).output());
  }

  private static TextProgram train(String shown) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : shown.split(";")) {
      String[] sides = pair.split(">");
      pairs.add(new Pair(input(sides[0]), sides[1]));
    }
    return new TextProgramTrainer(1, () -> false).train(pairs, List.of()).orElseThrow();
  }

  private static Input input(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }
}
