package dev.stillroom.host.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

  private static View.TaskSpec spec(String kind, String rows) {
    return new View.TaskSpec("Mails", kind, "Is it a complaint?", List.of(), rows, null, 0, 3);
  }

  private static List<Spec.Row> rows(String rows) {
    return Spec.rows(spec("classify", rows));
  }

  @Test
  void theLastColumnOfATableIsTheAnswerWhereThereIsOne() {
    List<Spec.Row> rows = rows("text\tanswer\nIt broke.\tyes\n\"Thanks\ta lot\"\t");
    assertEquals("It broke.", rows.get(0).input().path("text").asText());
    assertEquals("yes", rows.get(0).output());
    assertEquals("Thanks\ta lot", rows.get(1).input().path("text").asText());
    assertNull(rows.get(1).output());
    Spec.Row named = rows("name;size;label\na.webp;3;keep").getFirst();
    assertEquals("{\"name\":\"a.webp\",\"size\":\"3\"}", named.input().toString());
    assertEquals("keep", rows("text,label\n\"a, b\",keep").getFirst().output());
  }

  @Test
  void linesWithoutColumnsAreInputsAndLinesOfJsonAreExamples() {
    List<Spec.Row> lines = rows("My card, which is new, was lost.\n\nWhere is my order?\n");
    assertEquals(2, lines.size());
    assertEquals(
        "My card, which is new, was lost.", lines.getFirst().input().path("text").asText());
    List<Spec.Row> json =
        rows("{\"input\":\"a\",\"output\":\"x\"}\n{\"input\":{\"text\":\"b\",\"from\":\"c\"}}");
    assertEquals("x", json.getFirst().output());
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
        () -> Spec.check(new View.TaskSpec(" ", "classify", "", List.of(), "a", null, 0, 1)));
    assertThrows(
        RequestFailure.class,
        () -> Spec.check(new View.TaskSpec("a", "classify", "", List.of(), "a", "cloud", 0, 1)));
    assertThrows(RequestFailure.class, () -> rows("a\n".repeat(20_001)));
    Spec.check(spec("transform", ""));
  }

  @Test
  void whatIsWrittenDownHasNoRows() {
    View.TaskSpec back = Spec.read(Spec.written(spec("classify", "secret row")));
    assertEquals("", back.rows());
    assertEquals("Is it a complaint?", back.instruction());
  }
}
