package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Student;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformationTest {

  @TempDir private Path directory;

  @Test
  void namesAreDistilledVerifiedAndEvaluated() throws Exception {
    JsonNode card =
        distill(
            List.of(
                line("Ada Lovelace", "Lovelace, Ada"),
                line("Grace Hopper", "Hopper, Grace"),
                line("Alan Turing", "Turing, Alan")));
    assertEquals("transform", card.path("kind").asText());
    assertEquals("exact", card.path("verdict").path("metric").asText());
    assertTrue(card.path("verdict").path("passes").asBoolean());
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("model", directory.resolve("m.still").toString());
    arguments.put("examples", write("other", List.of(line("Otto Hahn", "Hahn, Otto"))));
    JsonNode figures = new EvaluateJob().run(arguments, (share, phase) -> {});
    assertEquals(1.0, figures.path("verdict").path("value").asDouble());
    assertEquals("holdout", figures.path("verdict").path("method").asText());
    assertEquals("estimated", figures.path("verdict").path("guarantee").asText(), "by one pair");
    assertEquals(0.05, figures.path("verdict").path("maxError").asDouble());
  }

  @Test
  void whoSaysHowManyMayBeWrongGetsAnswersThatAreAsSure() throws Exception {
    List<String> lines =
        List.of(
            line("Ada Lovelace", "Lovelace, Ada"),
            line("Grace Hopper", "Hopper, Grace"),
            line("Alan Turing", "Turing, Alan"));
    Input next = Input.of(JsonNodeFactory.instance.textNode("Otto Hahn"));
    distill(lines);
    assertEquals("Hahn, Otto", made().predict(next).output());
    JsonNode verdict = distill(lines, "maxError", 0.001).path("verdict");
    assertEquals(0.001, verdict.path("maxError").asDouble());
    assertEquals(0, verdict.path("coverage").asDouble(), verdict::toString);
    assertNull(made().predict(next).output(), "three examples never show that");
  }

  private Student made() throws Exception {
    return PackReader.read(directory.resolve("m.still")).student();
  }

  @Test
  void anInputOnWhichGoodProgramsDifferIsAQuestion() throws Exception {
    Files.write(directory.resolve("more"), List.of("{\"input\":\"Niels Henrik Abel\"}"));
    JsonNode card =
        distill(List.of(line("Ada Lovelace", "Lovelace"), line("Grace Hopper", "Hopper")));
    JsonNode questions = card.path("questions");
    assertFalse(questions.isEmpty());
    assertTrue(questions.get(0).path("outputs").size() > 1);
  }

  @Test
  void withoutOtherInputsTheQuestionIsMadeOfTheExamples() throws Exception {
    JsonNode card =
        distill(List.of(line("Ada Lovelace", "Lovelace"), line("Grace Hopper", "Hopper")));
    JsonNode question = card.path("question");
    assertTrue(question.path("made").asBoolean(), question::toString);
    assertTrue(question.path("answers").size() > 1);
  }

  @Test
  void ofAGroupNothingIsSeenWhereItIsJudged() throws Exception {
    JsonNode card =
        distill(
            List.of(
                grouped("yes", "true", "a"),
                grouped("yes ", "true", "a"),
                grouped("no", "false", "b"),
                grouped("no ", "false", "b")));
    assertEquals(4, card.path("verdict").path("errors").asInt(), card::toString);
  }

  @Test
  void whatATeacherMadeIsNotJudgedBy() throws Exception {
    JsonNode card =
        distill(
            List.of(
                line("Ada Lovelace", "Lovelace, Ada"),
                line("Grace Hopper", "Hopper, Grace"),
                line("Alan Turing", "Turing, Alan")
                    .replaceFirst("}$", ",\"source\":\"teacher\"}")));
    assertEquals(2, card.path("verdict").path("n").asInt());
  }

  private static String grouped(String input, String output, String group) {
    return line(input, output).replaceFirst("}$", ",\"group\":\"" + group + "\"}");
  }

  @Test
  void oneInputWithTwoOutputsIsToldInOneLine() {
    JobFailure failure =
        assertThrows(
            JobFailure.class,
            () -> distill(List.of(line("same", "one thing"), line("same", "another"))));
    assertTrue(failure.getMessage().contains("two different outputs"), failure.getMessage());
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
  }

  @Test
  void aCorrectionReplacesWhatWasSaidOfTheSameInputBefore() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("Grace Hopper", "Alan Turing", "Otto Hahn")) {
      String[] parts = name.split(" ");
      lines.add(line(name, parts[1] + ", " + parts[0]));
    }
    lines.add(line("Ada Lovelace", "Ada, Lovelace"));
    String correction =
        line("Ada Lovelace", "Lovelace, Ada").replaceFirst("}$", ",\"source\":\"correction\"}");
    lines.add(correction);
    JsonNode card = distill(lines);
    assertEquals(4, card.path("examples").path("train").asInt());
    assertTrue(card.path("verdict").path("passes").asBoolean(), card::toString);
    // Of two with times the later one counts, wherever it stands.
    lines.set(3, lines.get(3).replaceFirst("}$", ",\"time\":\"2026-02-01T00:00:00Z\"}"));
    lines.set(4, correction.replaceFirst("}$", ",\"time\":\"2026-01-01T00:00:00Z\"}"));
    assertThrows(JobFailure.class, () -> distill(lines));
  }

  @Test
  void aColumnThatSomeExamplesLackIsNamed() {
    JobFailure failure =
        assertThrows(
            JobFailure.class,
            () ->
                distill(
                    List.of(
                        "{\"input\":{\"first\":\"Ada\",\"last\":\"Stone\"},\"output\":\"\"}",
                        "{\"input\":{\"first\":\"Ben\"},\"output\":\"\"}")));
    assertTrue(failure.getMessage().contains("column 'last'"), failure.getMessage());
  }

  @Test
  void theCardSaysHowItTakesDisturbedInputs() throws Exception {
    JsonNode shares =
        distill(
                List.of(
                    line("Ada Lovelace", "Lovelace, Ada"),
                    line("Grace Hopper", "Hopper, Grace"),
                    line("Alan Turing", "Turing, Alan")))
            .path("verdict")
            .path("robustness");
    assertEquals(1.0, shares.path("whitespace").asDouble(), shares::toString);
    assertEquals(1.0, shares.path("longer").asDouble(), shares::toString);
    assertTrue(shares.has("case"), shares::toString);
  }

  private JsonNode distill(List<String> lines) throws Exception {
    return distill(lines, "seed", 1);
  }

  private JsonNode distill(List<String> lines, String option, double value) throws Exception {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put(option, value);
    arguments.put("kind", "transform");
    arguments.put("examples", write("examples", lines));
    if (Files.exists(directory.resolve("more"))) {
      arguments.put("unlabeled", directory.resolve("more").toString());
    }
    arguments.put("out", directory.resolve("m.still").toString());
    return new DistillJob().run(arguments, (share, phase) -> {});
  }

  private String write(String name, List<String> lines) throws Exception {
    return Files.write(directory.resolve(name), lines).toString();
  }

  private static String line(String input, String output) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("input", input)
        .put("output", output)
        .toString();
  }
}
