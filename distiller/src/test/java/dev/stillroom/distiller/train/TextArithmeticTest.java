package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.TextProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextArithmeticTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3,4.50>13.50;12,0.99>11.88 | 7,12.25 | 85.75",
        "17.20,4.95>22.15;108.00,33.40>141.40 | 5.05,1.10 | 6.15",
        "250,19>297.50;80,7>85.60 | 100,16 | 116.00",
        "1200,455>745;980,131>849 | 700,12 | 688",
        "412,16>25.75;930,40>23.25 | 100,8 | 12.50",
        "45,180>25 %;33,264>12.5 % | 50,400 | 12.5 %",
        "09:00,17:30>8:30;08:15,12:00>3:45 | 10:05,14:20 | 4:15",
      })
  void whatTheExamplesShowIsCalculated(String shown, String input, String output) {
    assertEquals(output, TextProgramTrainerTest.train(pairs(shown)).predict(row(input)).best());
  }

  @Test
  void aDateSoManyDaysLaterIsCounted() {
    List<Pair> pairs =
        List.of(
            new Pair(text("2024-03-05"), "due 2024-03-19"),
            new Pair(text("2022-11-28"), "due 2022-12-12"));
    Prediction said = TextProgramTrainerTest.train(pairs).predict(text("2016-12-24"));
    assertEquals("due 2017-01-07", said.best());
  }

  @Test
  void threeListsTellThatTheirThingsAreCounted() {
    List<Pair> pairs =
        List.of(
            new Pair(text("a, b, c"), "3"),
            new Pair(text("red, green"), "2"),
            new Pair(text("one, two, three, four"), "4"));
    assertEquals("1", TextProgramTrainerTest.train(pairs).predict(text("tea")).best());
  }

  /** 2 + 3 and 1 + 7 are also the next but one and much else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"2,3>5;1,7>8 | 4,9", "2,2>4;3,1>3 | 5,6", "8,1>8;1,9>9 | 4,4"})
  void aFormulaThatFitsTwoSmallNumbersByChanceIsNotTrusted(String shown, String input) {
    Optional<TextProgram> student =
        new TextProgramTrainer(1, () -> false).train(pairs(shown), List.of());
    assertNull(student.map(one -> one.predict(row(input)).output()).orElse(null));
  }

  @Test
  void nothingIsDividedByZero() {
    TextProgram student = TextProgramTrainerTest.train(pairs("412,16>25.75;930,40>23.25"));
    assertNull(student.predict(row("10,0")).output());
    assertNull(student.predict(row("ten,2")).output());
  }

  private static List<Pair> pairs(String shown) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : shown.split(";")) {
      String[] sides = pair.split(">");
      pairs.add(new Pair(row(sides[0]), sides[1]));
    }
    return pairs;
  }

  private static Input row(String both) {
    String[] columns = both.split(",");
    return new Input(
        JsonNodeFactory.instance.objectNode().put("a", columns[0]).put("b", columns[1]));
  }

  private static Input text(String text) {
    return new Input(JsonNodeFactory.instance.objectNode().put("text", text));
  }
}
