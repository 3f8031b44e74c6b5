package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.teacher.TeacherServer;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One question of the person's, to a teacher behind a real server. */
class AskJobTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-very-secret-0123456789";

  @TempDir private Path directory;
  private TeacherServer server;

  @AfterEach
  void close() {
    server.close();
  }

  private ObjectNode arguments(String prompt, String text, String says) throws Exception {
    server = new TeacherServer(asked -> TeacherServer.says(asked, says));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("place", server.url()).put("model", "m").put("key", KEY);
    arguments.put("directory", directory.resolve("teacher").toString()).put("task", "ask");
    arguments.put("priceIn", 1).put("priceOut", 2);
    arguments.putArray("hide").add("Grace Hopper");
    return arguments.put("prompt", prompt).put("text", text);
  }

  private static JsonNode run(ObjectNode arguments) throws Exception {
    return new AskJob().run(arguments, (part, phase) -> {});
  }

  private static JsonNode preview(ObjectNode arguments) throws Exception {
    return run(arguments.deepCopy().put("dryRun", true));
  }

  private static JsonNode ask(ObjectNode arguments, String digest) throws Exception {
    return run(arguments.deepCopy().put("expect", digest));
  }

  @Test
  void exactlyWhatWasShownLeavesAndTheHiddenComesBack() throws Exception {
    ObjectNode arguments =
        arguments(
            "Who wrote this to ada@firm.example?",
            "Grace Hopper, +49 30 1234567, wrote.",
            "{\"answer\": \"[name-2] did\"}");
    JsonNode shown = preview(arguments);
    assertEquals(0, server.asked().size());
    String all = shown.path("system").asText() + shown.path("data").asText();
    assertFalse(all.contains("Grace") || all.contains("1234567") || all.contains("firm"), all);
    assertEquals(1, shown.path("hidden").path("email").asInt());
    assertEquals(1, shown.path("hidden").path("name").asInt());
    assertEquals(1, shown.path("hidden").path("phone").asInt());
    String holder = shown.path("data").asText().replaceFirst("(?s).*(\\[name-\\d]).*", "$1");
    server.answers(a -> TeacherServer.says(a, "{\"answer\": \"" + holder + " did\"}"));
    JsonNode answer = ask(arguments, shown.path("digest").asText());
    assertEquals("Grace Hopper did", answer.path("answer").asText());
    assertEquals(1, server.asked().size());
    assertEquals(shown.path("system").asText(), server.asked().getFirst().said("system"));
    assertEquals(shown.path("data").asText(), server.asked().getFirst().said("user"));
    assertEquals(1e-6 * (100 + 2 * 7), answer.path("cost").asDouble(), 1e-12);
    assertFalse(Files.readString(directory.resolve("teacher/ledger.jsonl")).contains("Hopper"));
    // Asked once more it is known, and nothing leaves.
    assertTrue(preview(arguments).path("known").asBoolean());
    assertTrue(ask(arguments, shown.path("digest").asText()).path("known").asBoolean());
    assertEquals(1, server.asked().size());
  }

  @Test
  void anAnswerIsNotKeptWhereNothingMayBeOrItHoldsASecret() throws Exception {
    ObjectNode arguments = arguments("What is it?", "A letter.", "{\"answer\": \"a letter\"}");
    ask(arguments.put("keep", false), preview(arguments).path("digest").asText());
    assertFalse(preview(arguments).path("known").asBoolean());
    server.answers(a -> TeacherServer.says(a, "{\"answer\": \"password: hunter22\"}"));
    ask(arguments.put("keep", true), preview(arguments).path("digest").asText());
    assertFalse(preview(arguments).path("known").asBoolean());
  }

  @Test
  void anAnswerThatBreaksOffIsGivenAsFarAsItCameAndNotKept() throws Exception {
    ObjectNode arguments = arguments("Who wrote?", "Grace Hopper wrote.", "");
    server.answers(
        asked -> {
          TeacherServer.Reply whole =
              TeacherServer.streams(
                  asked, List.of("{\"answer\": \"It was", " [name-1], not [na"), () -> {});
          return new TeacherServer.Reply(
              200, Map.of(), "", false, whole.events().subList(0, 2), () -> {});
        });
    List<String> heard = new ArrayList<>();
    String digest = preview(arguments).path("digest").asText();
    JsonNode answer =
        new AskJob()
            .run(
                arguments.deepCopy().put("expect", digest),
                new Job.Progress() {
                  @Override
                  public void report(double fraction, String phase) {
                    // An answer has no known length.
                  }

                  @Override
                  public void partial(JsonNode told) {
                    heard.add(told.path("answer").asText());
                  }
                });
    assertTrue(answer.path("partial").asBoolean());
    assertEquals("It was Grace Hopper, not", answer.path("answer").asText());
    assertEquals("It was", heard.getFirst());
    assertTrue(answer.path("cost").asDouble() > 0, "it is paid for");
    assertFalse(preview(arguments).path("known").asBoolean(), "half an answer is not kept");
  }

  @Test
  void whatWasNotShownDoesNotLeave() throws Exception {
    ObjectNode arguments = arguments("What is it?", "A letter.", "{\"answer\": \"x\"}");
    String digest = preview(arguments).path("digest").asText();
    ObjectNode changed = arguments.deepCopy().put("text", "Another letter.");
    assertThrows(JobFailure.class, () -> ask(changed, digest));
    assertThrows(JobFailure.class, () -> ask(arguments, ""));
    ObjectNode other = arguments.deepCopy().put("model", "another");
    assertThrows(JobFailure.class, () -> ask(other, digest));
    assertEquals(0, server.asked().size());
  }

  @Test
  void aTextWithASecretIsNotShownToAnybody() throws Exception {
    ObjectNode arguments =
        arguments("What is it?", "password: correct horse 7", "{\"answer\": \"x\"}");
    JsonNode shown = preview(arguments);
    assertEquals("secret", shown.path("held").asText());
    assertFalse(shown.has("digest"));
    assertThrows(JobFailure.class, () -> ask(arguments, ""));
    assertEquals(0, server.asked().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain words",
        "{\"answer\": 3}",
        "{\"answer\": \"\"}",
        "{\"answer\": \"x\", \"more\": 1}",
        "{\"answer\": \"\\u001b[2J\"}"
      })
  void anAnswerOfAnotherShapeIsNone(String says) throws Exception {
    ObjectNode arguments = arguments("What is it?", "A letter.", says);
    String digest = preview(arguments).path("digest").asText();
    JobFailure failure = assertThrows(JobFailure.class, () -> ask(arguments, digest));
    assertFalse(failure.getMessage().contains(KEY));
  }

  @Test
  void whatMayBeSpentIsHard() throws Exception {
    ObjectNode arguments = arguments("What is it?", "A letter.", "{\"answer\": \"x\"}");
    arguments.put("maxCost", 1e-9);
    String digest = preview(arguments).path("digest").asText();
    assertThrows(JobFailure.class, () -> ask(arguments, digest));
    assertEquals(0, server.asked().size());
  }
}
