package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Extraction.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormTest {

  private static final Form FORM =
      new Form(
          List.of(new Form.Blank("day", false, 0.5, 0.9), new Form.Blank("guests", true, 0.6)));

  private static final Form.Guess THREE =
      Form.Guess.spans(List.of("Ada", "Ben", "Cleo"), List.of(0, 5, 10), List.of(0.9, 0.4, 0.7), 0);

  private static Form.Guess none(double confidence) {
    return new Form.Guess(List.of(), confidence, null);
  }

  private static Extraction filled(Form.Guess day, Form.Guess guests) {
    return FORM.fill(List.of(day, guests));
  }

  private static ObjectNode line(Extraction extraction) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    extraction.write(line, true);
    return line;
  }

  @Test
  void ofAListWhoseValuesAreSureOneByOneTheUnsureAreLeftOut() {
    Extraction said = filled(new Form.Guess(List.of("Monday"), 0.8, "0-6"), THREE);
    ObjectNode line = line(said);
    assertEquals("[\"Ada\",\"Cleo\"]", line.path("output").path("guests").toString());
    assertEquals("found", line.path("fields").path("guests").path("state").asText());
    assertEquals("0-3, 10-14", line.path("fields").path("guests").path("where").asText());
    assertEquals("[0,10]", line.path("fields").path("guests").path("at").toString());
    assertEquals("[0.9,0.7]", line.path("fields").path("guests").path("each").toString());
    assertEquals(1, line.path("fields").path("guests").path("open").asInt());
    assertEquals(3, line.path("fields").path("guests").path("guess").size());
    assertEquals(0.7, line.path("confidence").asDouble());
  }

  @Test
  void whoMustAnswerGivesThoseToo() {
    Extraction forced = filled(new Form.Guess(List.of("Monday"), 0.3, "0-6"), THREE).answered();
    ObjectNode line = line(forced);
    assertTrue(forced.forced());
    assertEquals("Monday", line.path("output").path("day").asText());
    assertEquals(3, line.path("output").path("guests").size());
    assertFalse(line.path("fields").path("guests").has("open"));
  }

  @Test
  void whatIsSaidAlreadyIsNotForced() {
    Extraction said = filled(new Form.Guess(List.of("Monday"), 0.8, "0-6"), none(0.95));
    assertSame(said, said.answered());
  }

  @Test
  void thatThereIsNoneHasItsOwnThresholdAndIsSaidOnlyWhereItIsLikelierThanNot() {
    assertEquals(State.UNSURE, filled(none(0.8), THREE).fields().get(0).state());
    assertEquals(State.ABSENT, filled(none(0.9), THREE).fields().get(0).state());
    Form lenient = new Form(List.of(new Form.Blank("day", false, 0)));
    assertEquals(State.UNSURE, lenient.fill(List.of(none(0.5))).fields().getFirst().state());
    assertEquals(State.ABSENT, lenient.fill(List.of(none(0.51))).fields().getFirst().state());
  }

  @Test
  void aFieldThatIsOpenDoesNotHideBehindTheOthers() {
    assertEquals(0.3, filled(none(0.3), THREE.from(0.6)).confidence());
    assertEquals(0.2, filled(none(0.95), none(0.2)).confidence());
  }

  @Test
  void whereEverythingIsOpenThereIsNoOutput() {
    ObjectNode line = line(filled(none(0.3), Form.Guess.spans(List.of(), List.of(), List.of(), 0)));
    assertTrue(line.path("output").isNull());
    assertNull(line.get("truncated"));
  }

  @Test
  void aConfidenceIsSaidAsItIsWorthAndJudgedByThat() {
    Sureness boastful = new Sureness(0.5, -0.5);
    Form form =
        new Form(List.of(new Form.Blank("day", false, 0.5), new Form.Blank("guests", true, 0.6)))
            .with(List.of(boastful, boastful), List.of(boastful, Sureness.AS_IT_IS));
    Extraction said = form.fill(List.of(new Form.Guess(List.of("Monday"), 0.9, "0-6"), THREE));
    double worth = boastful.of(0.9);
    assertTrue(worth > 0.6 && worth < 0.7, "" + worth);
    assertEquals(worth, said.field("day").orElseThrow().confidence());
    assertEquals(List.of("Ada"), said.field("guests").orElseThrow().values());
    assertEquals(List.of(worth), said.field("guests").orElseThrow().each());
    Extraction forced = said.answered();
    assertEquals(boastful.of(0.4), forced.field("guests").orElseThrow().confidence());
  }

  @Test
  void whatConfidencesAreWorthStandsInTheProgram() throws ProgramRefused {
    Form form = FORM.with(List.of(new Sureness(0.7, -1), Sureness.AS_IT_IS), sureOfNone());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(Architecture.PAGE_FIELDS, json);
    assertEquals(form, Form.read(new Fields(json, "a program")));
    ((ObjectNode) json.path("form").get(0)).putArray("sure").add(-1).add(0);
    assertThrows(ProgramRefused.class, () -> Form.read(new Fields(json, "a program")));
  }

  private static List<Sureness> sureOfNone() {
    return List.of(Sureness.AS_IT_IS, new Sureness(1.5, 0.25));
  }
}
