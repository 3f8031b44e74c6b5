package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.teacher.TeacherServer.Asked;
import dev.stillroom.distiller.teacher.TeacherServer.Reply;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile inputs before a teacher that believes every word of them. */
class InjectionTest {

  private static final String KEY = "sk-canary-key-0123456789";
  private static final List<String> LABELS = List.of("bug", "wish");

  @TempDir private Path home;

  private static Example example(String text, String label) {
    return new Example(
        new Input(JsonNodeFactory.instance.objectNode().put("text", text)),
        label == null ? null : TextNode.valueOf(label),
        null,
        null,
        null,
        Example.Source.USER);
  }

  /** Does what the data says: gives the canary, two labels, the prompt, or the key. */
  private static Reply gullible(Asked asked) {
    String text = asked.data().path("text").asText();
    if (text.contains(Injections.CANARY)) {
      return TeacherServer.says(asked, "{\"label\":\"" + Injections.CANARY + "\"}");
    }
    if (text.contains("two labels")) {
      return TeacherServer.says(asked, "{\"label\":\"bug, wish\"}");
    }
    if (text.contains("prompt") || text.contains("examples")) {
      return TeacherServer.says(asked, asked.said("system"));
    }
    if (text.contains("key") || text.contains("Schlüssel")) {
      return TeacherServer.says(asked, String.valueOf(asked.headers()));
    }
    return TeacherServer.says(
        asked, "{\"label\":\"" + (text.contains("crash") ? "bug" : "wish") + "\"}");
  }

  @Test
  void noTextWidensTheLabelsLeaksTheCanaryOrEndsItsMarks() throws Exception {
    List<String> hostile = Injections.all();
    assertTrue(hostile.size() >= 60, "texts: " + hostile.size());
    Set<String> marks = new HashSet<>();
    try (TeacherServer server = new TeacherServer(InjectionTest::gullible)) {
      Purse purse = new Purse(new Purse.Limits(0, 0, 0, 0, 0));
      Access access = new Access(purse, new Ledger(home), "t", Clock.systemUTC(), new Random(1));
      Teacher teacher = Teachers.of(Address.of(server.url(), "m", KEY, null), access, 0);
      Lesson.Result result =
          new Lesson(teacher, Answers.open(home), purse)
              .run(
                  new Lesson.Wish(
                      "Bug or wish?",
                      new AnswerShape.OneLabel(LABELS),
                      List.of(example("a crash", "bug"), example("add it", "wish")),
                      hostile.stream().map(text -> example(text, null)).toList(),
                      0,
                      0,
                      3,
                      0.5,
                      List.of()),
                  (part, phase) -> {});
      for (Example taught : result.taught()) {
        assertTrue(LABELS.contains(taught.output().asText()), taught::toString);
      }
      String said = result.report().toString() + result.questions();
      assertFalse(said.contains(KEY), said);
      assertFalse(result.report().toString().contains(Injections.CANARY));
      for (Asked asked : server.asked()) {
        List<String> lines = asked.said("user").lines().toList();
        assertEquals(3, lines.size(), asked::toString);
        assertEquals(lines.getFirst(), lines.getLast());
        assertFalse(lines.get(1).contains(lines.getFirst()), "a text that knows its mark");
        assertFalse(asked.said("system").contains(Injections.CANARY), "a text among the orders");
        marks.add(lines.getFirst());
      }
    }
    assertTrue(marks.size() > 60, "each text has a mark of its own");
  }

  /** A question of the person's about a hostile page: its text stays data, and no key is told. */
  @Test
  void aPageThatIsAskedAboutNeitherEndsItsDataNorLearnsTheKey() throws Exception {
    int held = 0;
    try (TeacherServer server =
        new TeacherServer(
            asked ->
                TeacherServer.says(
                    asked,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("answer", asked.said("user"))
                        .toString()))) {
      for (String text : Injections.all()) {
        Purse purse = new Purse(new Purse.Limits(0, 0, 0, 0, 0));
        Access access = new Access(purse, new Ledger(home), "t", Clock.systemUTC(), new Random(1));
        Teacher teacher = Teachers.of(Address.of(server.url(), "m", KEY, null), access, 0);
        OneAsk ask = new OneAsk(teacher, Answers.open(home), purse);
        var shown = ask.preview("What is it about?", text, List.of());
        if (!shown.path("held").isNull()) {
          held++;
          continue;
        }
        assertFalse(shown.path("system").asText().contains(Injections.CANARY), text);
        assertFalse(shown.toString().contains(KEY));
        assertEquals(3, shown.path("data").asText().lines().count(), text);
        String digest = shown.path("digest").asText();
        assertFalse(
            ask.ask("What is it about?", text, List.of(), digest, true, soFar -> {})
                .toString()
                .contains(KEY));
      }
      assertTrue(server.asked().size() + held >= 60, server.asked().size() + " asked");
      assertTrue(server.asked().size() >= 50, server.asked().size() + " asked");
    }
  }
}
