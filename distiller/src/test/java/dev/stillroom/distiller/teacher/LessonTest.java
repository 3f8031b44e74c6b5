package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.teacher.TeacherServer.Asked;
import dev.stillroom.distiller.teacher.TeacherServer.Reply;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.ledger.Ledger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lesson whose teacher comes and goes. */
class LessonTest {

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

  private Lesson.Result lesson(int own, int unlabeled, Function<Asked, Reply> answer)
      throws Exception {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < own; i++) {
      examples.add(example("own " + i, i % 2 == 0 ? "even" : "odd"));
    }
    List<Example> inputs = new ArrayList<>();
    for (int i = 0; i < unlabeled; i++) {
      inputs.add(example("number " + i, null));
    }
    return lesson(
        new Lesson.Wish(
            null,
            new AnswerShape.OneLabel(List.of("even", "odd")),
            examples,
            inputs,
            0,
            0,
            3,
            0.7,
            List.of()),
        answer);
  }

  private Lesson.Result lesson(Lesson.Wish wish, Function<Asked, Reply> answer) throws Exception {
    try (TeacherServer server = new TeacherServer(answer)) {
      return lesson(server, wish, false);
    }
  }

  private Lesson.Result lesson(TeacherServer server, Lesson.Wish wish, boolean recalling)
      throws Exception {
    Purse purse = new Purse(new Purse.Limits(0, 0, 0, 0, 0));
    Access access = new Access(purse, new Ledger(home), "t", Clock.systemUTC(), new Random(1));
    Teacher teacher =
        Teachers.of(
            Address.of(server.url(), "m", null, null),
            access,
            new Wire.Patience(2, Duration.ofSeconds(5), Duration.ofMinutes(1)),
            time -> {});
    return new Lesson(teacher, Answers.open(home), purse, recalling).run(wish, (part, phase) -> {});
  }

  private static Reply right(Asked asked) {
    int n = Integer.parseInt(asked.data().path("text").asText().replaceAll("\\D", ""));
    return TeacherServer.says(asked, "{\"label\":\"" + (n % 2 == 0 ? "even" : "odd") + "\"}");
  }

  @Test
  void aTeacherThatIsAwayIsNotHeldToBeWrong() {
    for (int own : new int[] {0, 2, 20}) {
      JobFailure failure =
          assertThrows(JobFailure.class, () -> lesson(own, 3, asked -> Reply.of(503, "{}")));
      assertTrue(failure.getMessage().contains("gave no answer"), failure.getMessage());
    }
  }

  @Test
  void aQuestionThatNobodyAnswersIsLeftOutAndCounted() throws Exception {
    Lesson.Result result =
        lesson(
            10,
            40,
            asked ->
                asked.data().path("text").asText().endsWith("number 17")
                    ? Reply.of(500, "{}")
                    : right(asked));
    assertEquals(39, result.taught().size());
    assertEquals(1, result.report().path("unanswered").asInt());
    assertEquals(10, result.report().path("gate").path("right").asInt());
  }

  @Test
  void whatWasAnsweredIsRecalledWithOtherExamplesAndALabelMoreAndNobodyIsPaid() throws Exception {
    List<Example> open = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      open.add(example("number " + i, null));
    }
    List<Example> own = List.of(example("own 2", "even"), example("own 3", "odd"));
    List<Example> more = new ArrayList<>(own);
    more.add(example("own 5", "odd"));
    more.add(example("number 0", "even"));
    more.add(example("number 7", "prime"));
    Lesson.Wish first = wish(List.of("even", "odd"), own, open);
    Lesson.Wish later = wish(List.of("even", "odd", "prime"), more, open);
    AtomicInteger asked = new AtomicInteger();
    try (TeacherServer server =
        new TeacherServer(
            one -> {
              asked.incrementAndGet();
              // It differs with itself about some.
              boolean unsure = one.data().path("text").asText().endsWith("9");
              return unsure
                  ? TeacherServer.says(
                      one, "{\"label\":\"" + (asked.get() % 2 == 0 ? "even" : "odd") + "\"}")
                  : right(one);
            })) {
      Lesson.Result taught = lesson(server, first, false);
      int paid = asked.get();
      assertTrue(paid >= 60, "each was asked about twice");
      Lesson.Result again = lesson(server, later, true);
      assertEquals(paid, asked.get(), "nobody was asked");
      assertEquals(texts(taught.taught(), "number [07]"), texts(again.taught(), "number [07]"));
      assertTrue(again.taught().size() >= 25, again.report()::toString);
      assertEquals(0, again.report().path("cost").asDouble());
      assertEquals(0, again.report().path("calls").asInt());
      lesson(server, later, false);
      assertTrue(asked.get() > paid, "with other examples it is another question");
    }
  }

  private static List<String> texts(List<Example> examples, String without) {
    return examples.stream()
        .filter(e -> !e.input().members().path("text").asText().matches(without))
        .map(e -> e.input().members() + " " + e.output())
        .toList();
  }

  private static Lesson.Wish wish(List<String> labels, List<Example> own, List<Example> open) {
    return new Lesson.Wish(
        "Even?", new AnswerShape.OneLabel(labels), own, open, 0, 0, 3, 0, List.of());
  }

  private static Lesson.Wish wish(
      String instruction, AnswerShape shape, List<Example> own, List<Example> open) {
    return new Lesson.Wish(
        instruction, shape, own, open, 0, 1, 1, 0, List.of("Ada Byron", "Zoë Müller"));
  }

  @Test
  void whoIsHiddenIsNotShownInTheInstructionOrALabelAndComesBackInTheAnswer() throws Exception {
    List<Example> own =
        List.of(
            example("Ada Byron, please look", "Ada Byron"),
            example("for Zoë Müller only", "Zoë Müller"));
    List<String> said = new CopyOnWriteArrayList<>();
    Lesson.Result result =
        lesson(
            wish(
                "Who does Ada Byron or zoe@example.org have to answer?",
                new AnswerShape.OneLabel(List.of("Ada Byron", "Zoë Müller")),
                own,
                List.of(example("dear Zoë Müller", null), example("hello Ada Byron", null))),
            asked -> {
              said.add(asked.body().toString());
              if (asked.said("system").contains("rewrite")) {
                return TeacherServer.says(asked, "{\"output\":\"please look at it\"}");
              }
              // The place-holder of the name in the data is that of the label.
              String name = asked.data().path("text").asText().replaceAll(".*(\\[.*]).*", "$1");
              return TeacherServer.says(asked, "{\"label\":\"" + name + "\"}");
            });
    assertEquals(
        List.of("Zoë Müller", "Ada Byron"),
        result.taught().stream().map(e -> e.output().asText()).toList());
    assertEquals(2, result.report().path("gate").path("right").asInt());
    assertTrue(said.size() >= 5, said::toString);
    for (String one : said) {
      assertFalse(one.matches("(?s).*(Byron|Müller|zoe@).*"), one);
    }
    assertTrue(said.stream().anyMatch(one -> one.contains("rewrite")), "one of each kind");
  }

  @Test
  void whoIsHiddenIsNotShownAsAFieldOrInAnAnswer() throws Exception {
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("Zoë Müller", "42");
    Example own =
        new Example(
            new Input(JsonNodeFactory.instance.objectNode().put("text", "she owes 42")),
            output,
            null,
            null,
            null,
            Example.Source.USER);
    List<String> said = new CopyOnWriteArrayList<>();
    Function<Asked, Reply> teacher =
        asked -> {
          said.add(asked.body().toString());
          return TeacherServer.says(asked, "{\"[name-1]\":[\"7\"]}");
        };
    Lesson.Result result =
        lesson(
            wish(
                null,
                new AnswerShape.FieldValues(Map.of("Zoë Müller", false)),
                List.of(own),
                List.of(example("now 7", null))),
            teacher);
    assertEquals("{\"Zoë Müller\":\"7\"}", result.taught().getFirst().output().toString());
    lesson(
        wish(
            "Be polite.",
            new AnswerShape.Text(),
            List.of(example("thanks", "Thank you, Zoë Müller!")),
            List.of(example("bye", null))),
        teacher);
    for (String one : said) {
      assertFalse(one.contains("Müller"), one);
    }
    assertTrue(said.getLast().contains("Thank you, [name-"), said.getLast());
  }

  @Test
  void anInstructionOrALabelWithASecretIsNotSent() {
    AnswerShape shape = new AnswerShape.OneLabel(List.of("a", "b"));
    AnswerShape secret = new AnswerShape.OneLabel(List.of("a", "sk-proj-abcdefghijklmnop1234"));
    List<Example> open = List.of(example("x", null));
    for (Lesson.Wish wish :
        List.of(
            wish("Log in, the password is hunter2!", shape, List.of(), open),
            wish(null, secret, List.of(), open))) {
      JobFailure failure =
          assertThrows(
              JobFailure.class,
              () ->
                  lesson(
                      wish,
                      asked -> {
                        throw new AssertionError(asked);
                      }));
      assertTrue(failure.getMessage().startsWith("nothing was sent"), failure.getMessage());
      assertFalse(failure.getMessage().matches(".*(hunter2|sk-proj).*"), failure.getMessage());
    }
  }
}
