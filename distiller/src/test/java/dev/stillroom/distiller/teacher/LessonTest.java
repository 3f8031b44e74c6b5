package dev.stillroom.distiller.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.Random;
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
    try (TeacherServer server = new TeacherServer(answer)) {
      Purse purse = new Purse(new Purse.Limits(0, 0, 0, 0, 0));
      Access access = new Access(purse, new Ledger(home), "t", Clock.systemUTC(), new Random(1));
      Teacher teacher =
          Teachers.of(
              Address.of(server.url(), "m", null, null),
              access,
              new Wire.Patience(2, Duration.ofSeconds(5), Duration.ofMinutes(1)),
              time -> {});
      return new Lesson(teacher, Answers.open(home), purse)
          .run(
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
              (part, phase) -> {});
    }
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
}
