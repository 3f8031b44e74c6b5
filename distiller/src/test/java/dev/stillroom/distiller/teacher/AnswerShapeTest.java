package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.example.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerShapeTest {

  private static final AnswerShape LABEL = new AnswerShape.OneLabel(List.of("Bug", "feature"));
  private static final AnswerShape FIELDS =
      new AnswerShape.FieldValues(Map.of("name", false, "mails", true));

  private static Screen.Shown shown(String text) {
    Input input = new Input(JsonNodeFactory.instance.objectNode().put("text", text));
    return (Screen.Shown) new Screen(List.of()).of(input);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bug",
        "\"Bug\"",
        "null",
        "[]",
        "{}",
        "{\"label\":null}",
        "{\"label\":1}",
        "{\"label\":[\"Bug\"]}",
        "{\"label\":\"other\"}",
        "{\"label\":\"Bug feature\"}",
        "{\"label\":\"Bug\",\"also\":1}",
        "{\"label\":\"Bug\"} and more",
        "{\"label\":\"Bug\",\"label\":\"feature\"}",
        "{\"label\":\"Bug\"",
        "{\"Label\":\"Bug\"}",
        "Sure! {\"label\":\"Bug\"}",
        "{\"label\":\"Вug\"}"
      })
  void whatIsNotExactlyOneOfTheLabelsIsNoAnswer(String answer) {
    assertTrue(LABEL.check(answer, shown("x")).isEmpty(), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"label\":\"Bug\"}",
        " {\"label\": \"bug\"}\n",
        "```json\n{\"label\":\"BUG\"}\n```"
      })
  void aLabelIsTakenAsItIsWrittenInTheTask(String answer) {
    assertEquals("Bug", LABEL.check(answer, shown("x")).orElseThrow().asText());
  }

  @Test
  void theTeacherMaySayThatNothingFits() {
    assertTrue(LABEL.check("{\"label\":\"(none of these)\"}", shown("x")).orElseThrow().isNull());
  }

  @Test
  void anAnswerWithoutEndIsNotEvenRead() {
    String deep = "{\"label\":" + "[".repeat(15_000);
    assertTrue(LABEL.check(deep, shown("x")).isEmpty());
    assertTrue(LABEL.check("{\"label\":\"" + "x".repeat(50_000), shown("x")).isEmpty());
  }

  @Test
  void valuesMustStandInTheInput() {
    Screen.Shown text = shown("Ada Lovelace wrote  to Charles.");
    assertEquals(
        "{\"name\":\"Ada Lovelace\",\"mails\":[]}".length(),
        FIELDS
            .check("{\"name\":[\"Ada Lovelace\"],\"mails\":[]}", text)
            .orElseThrow()
            .toString()
            .length());
    assertTrue(FIELDS.check("{\"name\":[\"Grace\"],\"mails\":[]}", text).isEmpty());
    assertTrue(FIELDS.check("{\"name\":[\"Ada\",\"Charles\"],\"mails\":[]}", text).isEmpty());
    assertTrue(FIELDS.check("{\"name\":\"Ada\",\"mails\":[]}", text).isEmpty());
    assertTrue(FIELDS.check("{\"name\":[\"Ada\"]}", text).isEmpty());
    assertTrue(FIELDS.check("{\"name\":[],\"mails\":[],\"x\":[]}", text).isEmpty());
  }

  @Test
  void whatWasHiddenComesBackInTheAnswer() {
    Screen.Shown text = shown("Write to ada@example.org or bob@example.org");
    assertTrue(text.members().path("text").asText().contains("[email-1] or [email-2]"));
    assertEquals(
        "bob@example.org",
        FIELDS
            .check("{\"name\":[],\"mails\":[\"[email-2]\"]}", text)
            .orElseThrow()
            .path("mails")
            .path(0)
            .asText());
    assertEquals(
        "to ada@example.org",
        new AnswerShape.Text().check("{\"output\":\"to [email-1]\"}", text).orElseThrow().asText());
  }

  @Test
  void aTextIsBoundedAndPlain() {
    AnswerShape shape = new AnswerShape.Text();
    assertTrue(shape.check("{\"output\":\"" + "x".repeat(1_000) + "\"}", shown("ab")).isEmpty());
    assertTrue(shape.check("{\"output\":\"a\\u0000b\"}", shown("ab")).isEmpty());
    assertTrue(shape.check("{\"output\":\"a\\u001b[2Jb\"}", shown("ab")).isEmpty());
  }
}
