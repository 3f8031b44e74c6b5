package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoFarTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyBeginningOfAnAnswerTellsABeginningOfItsText() throws Exception {
    Random random = new Random(5);
    List<String> parts =
        List.of("a", "It is ", "\"", "\\", "\n", "\t", "é", "日本", "😀", "/", "{}", "[x-1]", "'");
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String json = JSON.writeValueAsString(java.util.Map.of("answer", text.toString()));
      if (random.nextBoolean()) {
        json = json.replace("é", "\\u00e9").replace("😀", "\\ud83d\\ude00").replace("/", "\\/");
      }
      String longest = "";
      for (int end = 0; end <= json.length(); end++) {
        String soFar = SoFar.of(json.substring(0, end), "answer");
        assertTrue(text.toString().startsWith(soFar), json + " at " + end + ": " + soFar);
        assertTrue(soFar.length() >= longest.length(), "it never gets less");
        longest = soFar;
      }
      assertEquals(text.toString(), longest);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain words",
        "{\"label\": \"x\"}",
        "{\"answer\": 3}",
        "[\"answer\"]",
        "{\"answer\": \"\\u001b[2J",
        "{\"answer\": \"\\uzzzz"
      })
  void whatIsNoAnswerTellsNothing(String json) {
    assertEquals("", SoFar.of(json, "answer"));
  }

  @Test
  void anAnswerBetweenFencesIsToldToo() {
    assertEquals("It is", SoFar.of("```json\n{\"answer\": \"It is", "answer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[na", "[name", "[name-", "[name-2"})
  void halfAPlaceHolderIsNotShown(String half) {
    assertEquals("Ask ", Screen.withoutHalf("Ask " + half));
    assertEquals("Ask [name-2]", Screen.withoutHalf("Ask [name-2]"));
    assertEquals("See [the page", Screen.withoutHalf("See [the page"));
  }
}
