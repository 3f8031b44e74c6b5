package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryWriterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Prompt> prompts = new ArrayList<>();
  private final List<List<String>> heard = new ArrayList<>();

  private static Document document(int sentences) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      text.append("The keeper of tower ").append(i).append(" lights a lamp at ").append(i % 24);
      text.append(" and writes down what the weather does. ");
    }
    return Document.of(
        Input.of(JSON.createObjectNode().put("text", text.toString())), new Segmenter());
  }

  private static String answer(String... sentences) {
    ObjectNode answer = JSON.createObjectNode();
    for (String sentence : sentences) {
      answer.withArray("sentences").add(sentence);
    }
    return answer.toString();
  }

  private List<String> write(Document document, SummaryWriter.Asked model) throws Exception {
    return new SummaryWriter(
            prompt -> {
              prompts.add(prompt);
              return model.ask(prompt);
            })
        .write(document, 3, (fraction, sentences) -> heard.add(List.copyOf(sentences)));
  }

  @Test
  void aShortTextIsAskedAboutOnce() throws Exception {
    List<String> said =
        write(document(5), prompt -> new Teacher.Said(answer("Keepers light lamps."), 1, 1));
    assertEquals(List.of("Keepers light lamps."), said);
    assertEquals(1, prompts.size());
    assertTrue(prompts.getFirst().user().contains("tower 4"));
  }

  @Test
  void aLongTextIsWrittenPartByPartAndThenOfTheParts() throws Exception {
    List<String> said =
        write(
            document(400),
            prompt -> new Teacher.Said(answer("Part " + prompts.size() + " has keepers."), 1, 1));
    int parts = prompts.size() - 1;
    assertTrue(parts > 2, "parts: " + parts);
    assertTrue(prompts.getLast().user().contains("Part 1 has keepers."));
    assertEquals(List.of("Part " + prompts.size() + " has keepers."), said);
    // What there was of the parts was told while it was written.
    assertEquals(List.of("Part 1 has keepers."), heard.getFirst());
    assertEquals(parts, heard.get(parts - 1).size());
  }

  @Test
  void ofABookOnlyKeyPassagesAreAskedAbout() throws Exception {
    write(document(20_000), prompt -> new Teacher.Said(answer("Keepers."), 1, 1));
    assertTrue(prompts.size() <= 26, "questions: " + prompts.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "[]", "{\"sentences\":7}", "{\"sentences\":[\"\",\" \"]}"})
  void anAnswerThatIsNoneIsToldInOneLine(String answer) {
    for (int sentences : new int[] {5, 400}) {
      TeacherFailure failure =
          assertThrows(
              TeacherFailure.class,
              () -> write(document(sentences), prompt -> new Teacher.Said(answer, 1, 1)));
      assertEquals(1, failure.getMessage().lines().count());
      assertTrue(failure.getMessage().contains("try another"), failure.getMessage());
    }
  }

  @Test
  void whereTheLastAnswerIsNoneWhatWasWrittenOfThePartsStands() throws Exception {
    for (boolean whole : new boolean[] {true, false}) {
      prompts.clear();
      List<String> said =
          write(
              document(400),
              prompt ->
                  prompt.user().contains("tower")
                      ? new Teacher.Said(answer("Part " + prompts.size() + "."), 1, 1)
                      : new Teacher.Said(
                          whole ? "{\"sentences\":[\"Cut" : answer("Cut"), 1, 1, whole));
      assertEquals(List.of("Part 1.", "Part 2.", "Part 3."), said);
    }
  }

  /** A token for each character of Chinese, for two of Greek, for three of English. */
  @Test
  void theLongestSentencesThatAreAskedForHaveRoomInEveryScript() throws Exception {
    Map<String, Double> tokens =
        Map.of(
            "守塔人每晚點燈並記下天氣。",
            1.3,
            "Ο φύλακας ανάβει το φως κάθε βράδυ. ",
            0.7,
            "A keeper lights it. ",
            0.4);
    for (Map.Entry<String, Double> text : tokens.entrySet()) {
      prompts.clear();
      Document document =
          Document.of(
              Input.of(JSON.createObjectNode().put("text", text.getKey().repeat(900))),
              new Segmenter());
      write(document, prompt -> new Teacher.Said(answer(text.getKey().strip()), 1, 1));
      for (Prompt prompt : prompts) {
        JsonNode list = prompt.schema().path("properties").path("sentences");
        int longest = list.path("items").path("maxLength").asInt();
        double needed = text.getValue() * longest * list.path("maxItems").asInt();
        assertTrue(needed <= prompt.mostTokens(), text.getKey());
        // What a small model has before it at once.
        double all = text.getValue() * prompt.user().length() + prompt.mostTokens();
        assertTrue(all < 8_000, text.getKey() + ": " + all);
      }
    }
  }

  @Test
  void aModelThatRepeatsTheTextEnds() throws Exception {
    String long1 = "word ".repeat(5_000);
    List<String> said =
        write(document(400), prompt -> new Teacher.Said(answer(long1, long1 + "a"), 1, 1));
    assertTrue(said.size() <= 3);
    assertTrue(prompts.size() < 60, "questions: " + prompts.size());
  }
}
