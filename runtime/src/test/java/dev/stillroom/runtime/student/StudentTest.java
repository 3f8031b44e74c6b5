package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

  @Test
  void anExplanationIsWhatTheAnswerLosesWithoutAPiece() {
    EncoderHead student = Students.encoderHead();
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("text", "the kettle in the kitchen is broken again").put("host", "shop.localhost");
    Input input = new Input(members);
    String answer = student.predict(input).best();
    for (Prediction.Reason reason : student.explain(input)) {
      ObjectNode without = members.deepCopy();
      if (reason.feature().equals("text")) {
        String rest =
            (" " + members.get("text").textValue() + " ").replace(" " + reason.value() + " ", " ");
        without.put("text", rest.strip());
      } else {
        without.remove(reason.feature());
      }
      double before = share(student.predict(input), answer);
      double after = share(student.predict(new Input(without)), answer);
      assertEquals(before - after, reason.weight(), 1e-6, reason.toString());
    }
  }

  @Test
  void aLongTextIsExplainedInFewPieces() {
    EncoderHead student = Students.encoderHead();
    String text = "a long story about many things ".repeat(200);
    assertFewAndShort(student.explain(Input.of(TextNode.valueOf(text))));
    assertFewAndShort(student.explain(Input.of(TextNode.valueOf(""))));
  }

  private static void assertFewAndShort(List<Prediction.Reason> reasons) {
    assertTrue(reasons.size() <= 5);
    reasons.forEach(reason -> assertTrue(reason.value().length() <= 81, reason.toString()));
  }

  private static double share(Prediction prediction, String label) {
    return prediction.ranked().stream()
        .filter(ranked -> ranked.label().equals(label))
        .mapToDouble(Prediction.Ranked::probability)
        .sum();
  }
}
