package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.example.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every student. */
class StudentTest {

  static List<Student> students() {
    return Students.all();
  }

  @ParameterizedTest
  @MethodSource("students")
  void everyLabelIsRankedWithItsShareOfOne(Student student) {
    for (Input input : Students.inputs()) {
      Prediction prediction = student.predict(input);
      double sum = 0;
      double before = 1;
      for (Prediction.Ranked ranked : prediction.ranked()) {
        assertTrue(ranked.probability() <= before);
        before = ranked.probability();
        sum += ranked.probability();
      }
      assertEquals(1, sum, 1e-9);
      assertEquals(student.answering().labels().size(), prediction.ranked().size());
      assertEquals(prediction.ranked().getFirst().probability(), prediction.confidence());
    }
  }

  @ParameterizedTest
  @MethodSource("students")
  void belowItsThresholdAStudentAbstains(Student student) {
    Student silent = student.with(new Answering(student.answering().labels(), 1, 1));
    Student bold = student.with(new Answering(student.answering().labels(), 1, 0));
    for (Input input : Students.inputs()) {
      Prediction unsure = silent.predict(input);
      assertNull(unsure.output());
      assertFalse(unsure.forced());
      assertTrue(unsure.answered().forced());
      assertEquals(unsure.best(), unsure.answered().output());
      assertEquals(unsure.best(), bold.predict(input).output());
      assertFalse(bold.predict(input).answered().forced());
    }
  }

  @ParameterizedTest
  @MethodSource("students")
  void everyStudentSaysWhatItDoes(Student student) {
    assertFalse(student.inWords().isEmpty());
    assertEquals(student.architecture().label(), student.program().json().get("program").asText());
  }

  @Test
  void aRuleGivesTheFeaturesItTested() {
    Prediction prediction = Students.rules().predict(Students.input("webp", "shop.localhost"));
    assertEquals("convert:jpeg", prediction.output());
    assertEquals(
        List.of(
            new Prediction.Reason("extension", "webp", 1),
            new Prediction.Reason("host", "shop.localhost", 1)),
        prediction.reasons());
  }

  @Test
  void theLastLineGivesWhatKeptTheRulesAway() {
    Input other = Students.input("webp", "other.localhost");
    other.members().put("bytes", 7);
    Prediction prediction = Students.rules().predict(other);
    assertEquals("leave", prediction.output());
    assertEquals("host", prediction.reasons().getFirst().feature());
    assertEquals("other.localhost", prediction.reasons().getFirst().value());
  }

  @Test
  void sayingWhatMostDidNotDoIsNeverConfident() {
    RuleList.Rule rest = new RuleList.Rule(List.of(), 1, new Counts(List.of(9, 1)));
    RuleList rules = new RuleList(Students.answering(0), List.of(), rest);
    Prediction prediction = rules.predict(Students.inputs().getFirst());
    assertEquals("leave", prediction.output());
    assertEquals(0.5, prediction.confidence());
  }

  @Test
  void threeOfThreeAreNotCertain() {
    assertEquals(0.8, new Counts(List.of(3, 0)).probabilities()[0], 1e-9);
    assertEquals(0.5, new Counts(List.of(0, 0)).probabilities()[0], 1e-9);
  }
}
