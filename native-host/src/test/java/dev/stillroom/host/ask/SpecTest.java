package dev.stillroom.host.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

  private static TeachView.TaskSpec spec(String kind, String rows) {
    return new TeachView.TaskSpec("Mails", kind, "Is it a complaint?", List.of(), rows, null, 0, 3);
  }

  private static List<Spec.Row> rows(String rows) {
    return Spec.rows(spec("classify", rows));
  }

  @Test
  void theLastColumnOfATableIsTheAnswerWhereThereIsOne() {
    List<Spec.Row> rows = rows("text\tanswer\nIt broke.\tyes\n\"Thanks\ta lot\"\t");
    assertEquals("It broke.", rows.get(0).input().path("text").asText());
    assertEquals("yes", rows.get(0).output().asText());
    assertEquals("Thanks\ta lot", rows.get(1).input().path("text").asText());
    assertNull(rows.get(1).output());
    Spec.Row named = rows("name;size;label\na.webp;3;keep").getFirst();
    assertEquals("{\"name\":\"a.webp\",\"size\":\"3\"}", named.input().toString());
    assertEquals("keep", rows("text,label\n\"a, b\",keep").getFirst().output().asText());
  }

  @Test
  void linesWithoutColumnsAreInputsAndLinesOfJsonAreExamples() {
    List<Spec.Row> lines = rows("My card, which is new, was lost.\n\nWhere is my order?\n");
    assertEquals(2, lines.size());
    assertEquals(
        "My card, which is new, was lost.", lines.getFirst().input().path("text").asText());
    List<Spec.Row> json =
        rows("{\"input\":\"a\",\"output\":\"x\"}\n{\"input\":{\"text\":\"b\",\"from\":\"c\"}}");
    assertEquals("x", json.getFirst().output().asText());
    assertNull(json.get(1).output());
    assertEquals("c", json.get(1).input().path("from").asText());
    assertTrue(rows("  \n ").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"input\":\"a\"}\nno json",
        "{\"output\":\"a\"}",
        "{\"input\":[1]}",
        "{\"input\":\"a\",\"output\":3}",
        "text\tlabel"
      })
  void whatIsBrokenIsRefusedWithItsLine(String rows) {
    assertThrows(RequestFailure.class, () -> rows(rows));
  }

  @Test
  void aSpecificationIsBounded() {
    assertThrows(RequestFailure.class, () -> Spec.check(spec("summarize", "")));
    assertThrows(RequestFailure.class, () -> Spec.check(spec("classify", "a".repeat(4_000_001))));
    assertThrows(
        RequestFailure.class,
        () -> Spec.check(new TeachView.TaskSpec(" ", "classify", "", List.of(), "a", null, 0, 1)));
    assertThrows(
        RequestFailure.class,
        () ->
            Spec.check(new TeachView.TaskSpec("a", "classify", "", List.of(), "a", "cloud", 0, 1)));
    assertThrows(RequestFailure.class, () -> rows("a\n".repeat(20_001)));
    Spec.check(spec("transform", ""));
  }

  private static List<Spec.Row> fields(String rows, String... names) {
    TeachView.TaskSpec spec =
        new TeachView.TaskSpec("Orders", "extract", "Who?", List.of(names), rows, null, 0, 3);
    Spec.check(spec);
    return Spec.rows(spec);
  }

  @Test
  void fieldsAreTheColumnsOfTheirNames() {
    List<Spec.Row> rows =
        fields(
            "letter\tname\tthings\nAda wants tea and milk.\tAda\ttea | milk\n"
                + "Nobody wrote.\t–\t\nBob wants bread.\t\t",
            "name",
            "things[]");
    assertEquals("{\"text\":\"Ada wants tea and milk.\"}", rows.get(0).input().toString());
    assertEquals(
        "{\"name\":\"Ada\",\"things\":[\"tea\",\"milk\"]}", rows.get(0).output().toString());
    assertEquals("{\"name\":null,\"things\":[]}", rows.get(1).output().toString());
    assertNull(rows.get(2).output(), "nobody has answered this one");
    Spec.Row named = fields("subject;body;name\nTea;Ada wants it.;Ada", "name").getFirst();
    assertEquals("{\"subject\":\"Tea\",\"body\":\"Ada wants it.\"}", named.input().toString());
  }

  @Test
  void fieldsAreReadFromTextsPagesAndDocuments() {
    List<Spec.Row> plain = fields("Ada, who is new, wants tea.\nBob wants bread.", "name");
    assertEquals(2, plain.size(), "no columns of these names: each line is an input");
    List<Spec.Row> lines =
        fields(
            "{\"input\":{\"html\":\"<p>Ada</p>\"},\"output\":{\"name\":\"Ada\"}}\n"
                + "{\"input\":{\"json\":{\"who\":\"Bob\"}}}",
            "name");
    assertEquals("Ada", lines.get(0).output().path("name").asText());
    assertEquals("Bob", lines.get(1).input().path("json").path("who").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "letter\tname\nAda wrote.\tEve",
        "name\nAda",
        "{\"input\":\"a\",\"output\":\"x\"}",
        "{\"input\":\"a\",\"output\":{}}",
        "{\"input\":\"a\",\"output\":{\"name\":{\"first\":\"a\"}}}",
        "{\"input\":\"a\",\"output\":{\"name\":[null]}}",
        "{\"input\":{\"file\":\"/etc/passwd\"}}"
      })
  void whatAreNoFieldsIsRefused(String rows) {
    assertThrows(RequestFailure.class, () -> fields(rows, "name"));
  }

  @Test
  void fieldsNeedTheirNamesEachOnce() {
    assertThrows(RequestFailure.class, () -> fields("a"));
    assertThrows(RequestFailure.class, () -> fields("a", "name", "name[]"));
    assertThrows(RequestFailure.class, () -> fields("a", "[]"));
  }

  @Test
  void fieldsAgreeWhereAllThatTheSmallModelSaidIsSaidByTheTeacher() {
    assertTrue(Fields.agree("name: Ada", "Name: Ada.\ndate: 5 May"));
    assertTrue(Fields.agree("name: –", "name: -\ndate: 5 May"));
    assertFalse(Fields.agree("name: Ada", "name: Eve"));
    assertFalse(Fields.agree("name: Ada", "It was Ada."));
  }

  @Test
  void whatIsWrittenDownHasNoRows() {
    TeachView.TaskSpec back = Spec.read(Spec.written(spec("classify", "secret row")));
    assertEquals("", back.rows());
    assertEquals("Is it a complaint?", back.instruction());
  }
}
