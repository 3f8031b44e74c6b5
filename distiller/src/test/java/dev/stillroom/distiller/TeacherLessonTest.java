package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.teacher.TeacherServer;
import dev.stillroom.distiller.teacher.TeacherServer.Asked;
import dev.stillroom.distiller.teacher.TeacherServer.Reply;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole distillation with a teacher behind a real server. */
class TeacherLessonTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-very-secret-0123456789";

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "bug", List.of("crash", "error", "broken", "fails", "exception", "wrong", "hangs"),
          "wish", List.of("please", "add", "support", "feature", "could", "option", "nice"),
          "ask", List.of("how", "where", "question", "explain", "documentation", "what", "help"));
  private static final List<String> NOISE =
      List.of("the", "window", "page", "button", "file", "after", "when", "with", "in", "list");

  @TempDir private Path directory;
  private TeacherServer server;
  private final Random random = new Random(5);

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private String text(String label) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(NOISE.get(random.nextInt(NOISE.size()))).append(' ');
      List<String> words = WORDS.get(label);
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.toString().strip() + " " + random.nextInt(100_000);
  }

  /** What a good teacher says. */
  private static String truth(String text) {
    return WORDS.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(text::contains))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("(none of these)");
  }

  private static Reply right(Asked asked) {
    return TeacherServer.says(
        asked, "{\"label\":\"" + truth(asked.data().path("text").asText()) + "\"}");
  }

  private Path lines(String name, int n, boolean labelled) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String label = List.of("bug", "wish", "ask").get(i % 3);
      ObjectNode line = JSON.createObjectNode();
      line.putObject("input").put("text", text(label));
      if (labelled) {
        line.put("output", label);
      }
      lines.add(line.toString());
    }
    return Files.write(directory.resolve(name), lines);
  }

  private ObjectNode arguments(Path own, Path unlabeled, Function<Asked, Reply> answer)
      throws IOException {
    if (server == null) {
      server = new TeacherServer(answer);
    } else {
      server.answers(answer);
    }
    ObjectNode arguments = JSON.createObjectNode().put("kind", "classify").put("small", true);
    if (own != null) {
      arguments.put("examples", own.toString());
    }
    if (unlabeled != null) {
      arguments.put("unlabeled", unlabeled.toString());
    }
    arguments.put("out", directory.resolve("m.still").toString()).put("seed", 1);
    arguments
        .putObject("teacher")
        .put("place", server.url())
        .put("model", "m")
        .put("key", KEY)
        .put("directory", directory.resolve("home/teacher").toString())
        .put("instruction", "What kind of message is it?")
        .put("task", "m.still");
    return arguments;
  }

  private static ObjectNode teacher(ObjectNode arguments) {
    return (ObjectNode) arguments.path("teacher");
  }

  private static JsonNode run(ObjectNode arguments) throws Exception {
    return new DistillJob(Clock.systemUTC()).run(arguments, (part, phase) -> {});
  }

  @Test
  void whatATeacherLabelsIsLearnedFromAndVerifiesNothing() throws Exception {
    JsonNode card =
        run(arguments(lines("own", 45, true), lines("in", 150, false), TeacherLessonTest::right));
    assertEquals(45, card.path("examples").path("verify").asInt());
    assertTrue(card.path("examples").path("train").asInt() > 150, card.path("examples")::toString);
    assertEquals(45, card.path("verdict").path("n").asInt());
    assertTrue(
        card.path("verdict").path("value").asDouble() > 0.85, card.path("verdict")::toString);
    assertTrue(card.path("verdict").path("better").asBoolean(), card.path("verdict")::toString);
    JsonNode teacher = card.path("teacher");
    assertEquals(40, teacher.path("gate").path("n").asInt());
    assertEquals(40, teacher.path("gate").path("right").asInt());
    assertEquals(150, teacher.path("labelled").asInt());
    assertEquals(40 + 300, teacher.path("calls").asInt(), "two of three agree at once");
    assertEquals(0, teacher.path("bytesSent").asInt(), "nothing left this machine");
    assertTrue(teacher.path("tokens").path("in").asInt() > 0);
  }

  /** A wrong teacher would make a perfect verdict if it were asked to verify itself. */
  @Test
  void aTeacherThatIsWrongEverywhereCannotVerifyItself() throws Exception {
    ObjectNode arguments =
        arguments(
            lines("own", 45, true),
            lines("in", 90, false),
            asked -> {
              String truth = truth(asked.data().path("text").asText());
              return TeacherServer.says(
                  asked, "{\"label\":\"" + (truth.equals("bug") ? "wish" : "bug") + "\"}");
            });
    teacher(arguments).put("gate", 0);
    // The gate also wants more than always saying the same.
    JobFailure failure = assertThrows(JobFailure.class, () -> run(arguments));
    assertTrue(failure.getMessage().contains("always saying the same"), failure.getMessage());
    assertEquals(40, server.asked().size(), "not one more was paid for");
  }

  @Test
  void whoSpecifiesATaskByHandIsToldThatNothingVerifiesIt() throws Exception {
    ObjectNode arguments = arguments(null, lines("in", 150, false), TeacherLessonTest::right);
    teacher(arguments).putArray("labels").add("bug").add("wish").add("ask");
    JsonNode card = run(arguments);
    assertNotEquals("majority", card.path("student").asText());
    JsonNode verdict = card.path("verdict");
    assertEquals(0, verdict.path("n").asInt());
    assertEquals(0, card.path("examples").path("verify").asInt());
    assertFalse(verdict.path("passes").asBoolean());
    assertEquals(14, verdict.path("needs").asInt());
    assertTrue(card.path("promise").asText().contains("nothing of yours"), card::toString);
  }

  @Test
  void fewOwnExamplesVerifyThoughTheTeachersChoose() throws Exception {
    JsonNode card =
        run(arguments(lines("own", 6, true), lines("in", 150, false), TeacherLessonTest::right));
    assertNotEquals("majority", card.path("student").asText());
    assertEquals(6, card.path("verdict").path("n").asInt());
  }

  @Test
  void aTeacherThatDoesBadlyOnThePersonsExamplesIsStopped() throws Exception {
    ObjectNode arguments =
        arguments(
            lines("own", 30, true),
            lines("in", 90, false),
            asked -> TeacherServer.says(asked, "{\"label\":\"bug\"}"));
    JobFailure failure = assertThrows(JobFailure.class, () -> run(arguments));
    assertTrue(failure.getMessage().contains("10 of your 30"), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
    assertEquals(30, server.asked().size());
    assertFalse(Files.exists(directory.resolve("m.still")));
  }

  @Test
  void whatTheCommitteeDiffersOnIsThePersonsNextQuestion() throws Exception {
    JsonNode card =
        run(
            arguments(
                lines("own", 30, true),
                lines("in", 120, false),
                asked -> {
                  String text = asked.data().path("text").asText();
                  boolean disputed = text.contains("button") && truth(text).equals("bug");
                  int seed = asked.body().path("seed").asInt();
                  return disputed && asked.body().path("temperature").asDouble() > 0
                      ? TeacherServer.says(
                          asked, "{\"label\":\"" + (seed == 1 ? "wish" : "ask") + "\"}")
                      : right(asked);
                }));
    JsonNode teacher = card.path("teacher");
    assertTrue(teacher.path("disagreed").asInt() > 3, teacher::toString);
    JsonNode question = card.path("questions").path(0);
    assertTrue(question.path("input").path("text").asText().contains("button"), card::toString);
    assertEquals(3, question.path("outputs").size());
    assertEquals(teacher.path("disagreed").asInt() - 1, question.path("alike").asInt());
    assertFalse(
        Files.readString(directory.resolve("m.still"), java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains(question.path("input").path("text").asText()),
        "a pack travels; what the person is asked does not travel with it");
  }

  @Test
  void aRunThatWasStoppedGoesOnWithoutPayingTwice() throws Exception {
    Path own = lines("own", 30, true);
    Path in = lines("in", 60, false);
    ObjectNode first = arguments(own, in, TeacherLessonTest::right);
    teacher(first).put("maxCalls", 70);
    JsonNode stopped = run(first).path("teacher");
    assertEquals(70, stopped.path("calls").asInt());
    assertTrue(stopped.path("stopped").asText().contains("70 calls"), stopped::toString);
    JsonNode whole = run(arguments(own, in, TeacherLessonTest::right)).path("teacher");
    assertEquals(60, whole.path("labelled").asInt());
    assertTrue(whole.path("stopped").isNull());
    Set<JsonNode> different = new HashSet<>();
    server.asked().forEach(asked -> different.add(asked.body()));
    assertEquals(different.size(), server.asked().size(), "nothing was asked twice");
    assertEquals(
        0, run(arguments(own, in, TeacherLessonTest::right)).path("teacher").path("calls").asInt());
  }

  @Test
  void aTeacherThatGoesAwayLeavesWhatItSaid() throws Exception {
    Path own = lines("own", 9, true);
    Path in = lines("in", 30, false);
    int[] answered = {0};
    ObjectNode arguments =
        arguments(
            own,
            in,
            asked -> {
              synchronized (answered) {
                return ++answered[0] > 20 ? Reply.of(401, "{}") : right(asked);
              }
            });
    JobFailure failure = assertThrows(JobFailure.class, () -> run(arguments));
    assertTrue(failure.getMessage().contains("refuses the key"), failure.getMessage());
    assertTrue(failure.getMessage().contains("kept"), failure.getMessage());
    JsonNode again = run(arguments(own, in, TeacherLessonTest::right)).path("teacher");
    assertEquals(20, again.path("known").asInt());
  }

  @Test
  void aDryRunShowsWhatWouldBeSentAndSendsNothing() throws Exception {
    ObjectNode arguments =
        arguments(lines("own", 9, true), lines("in", 30, false), TeacherLessonTest::right);
    teacher(arguments).put("dryRun", true);
    JsonNode preview = run(arguments);
    assertEquals(0, server.asked().size());
    assertEquals(9 + 60, preview.path("calls").asInt());
    assertTrue(preview.path("estimatedTokens").asLong() > 1_000);
    assertEquals(3, preview.path("examples").size());
    assertTrue(preview.path("examples").path(0).path("data").asText().startsWith("DATA-"));
    assertFalse(Files.exists(directory.resolve("m.still")));
    assertFalse(preview.toString().contains(KEY));
    assertEquals(69, preview.path("requests").asInt());
    Set<String> seen = new HashSet<>();
    for (int from = 0; from < 69; from += 20) {
      teacher(arguments).put("from", from).put("shown", 20);
      JsonNode page = run(arguments).path("examples");
      assertEquals(Math.min(20, 69 - from), page.size());
      page.forEach(one -> seen.add(one.toString()));
    }
    assertEquals(69, seen.size(), "every request can be seen");
    teacher(arguments).put("from", 100);
    assertEquals(0, run(arguments).path("examples").size());
  }

  @Test
  void aSecretIsNotSentAndThePersonIsTold() throws Exception {
    Path in = lines("in", 30, false);
    Files.writeString(
        in,
        "{\"input\":\"how do I change my password: Hunter2!\"}\n"
            + "{\"input\":\"please help, write to ada@example.org\"}\n",
        java.nio.file.StandardOpenOption.APPEND);
    JsonNode card = run(arguments(lines("own", 9, true), in, TeacherLessonTest::right));
    assertEquals(1, card.path("teacher").path("leftOut").path("secret").asInt());
    String sent = server.asked().toString();
    assertFalse(sent.contains("Hunter2"));
    assertFalse(sent.contains("ada@example.org"));
    assertTrue(sent.contains("write to [email-1]"));
  }

  @Test
  void theKeyStandsNowhereAndTheFilesAreThePersonsAlone() throws Exception {
    JsonNode card =
        run(arguments(lines("own", 9, true), lines("in", 30, false), TeacherLessonTest::right));
    assertFalse(card.toString().contains(KEY));
    try (Stream<Path> files = Files.walk(directory.resolve("home"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(KEY), file::toString);
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
            file::toString);
      }
    }
  }

  @Test
  void noSiteMakesMostOfWhatIsLearned() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ObjectNode line = JSON.createObjectNode();
      line.putObject("input")
          .put("text", text(List.of("bug", "wish", "ask").get(i % 3)))
          .put("url", "https://" + (i < 150 ? "loud" : "site" + i % 5) + ".example/" + i);
      lines.add(line.toString());
    }
    Path in = Files.write(directory.resolve("in"), lines);
    JsonNode card = run(arguments(lines("own", 9, true), in, TeacherLessonTest::right));
    assertEquals(100, card.path("teacher").path("leftOut").path("origin").asInt());
  }

  @Test
  void aProcessThatIsKilledWhileItAsksGoesOnWhereItWas() throws Exception {
    Path own = lines("own", 9, true);
    Path in = lines("in", 40, false);
    // It answers thirty questions, and then nobody until the process is gone.
    AtomicInteger served = new AtomicInteger();
    CountDownLatch stuck = new CountDownLatch(1);
    ObjectNode arguments =
        arguments(
            own,
            in,
            asked -> {
              if (served.incrementAndGet() <= 30) {
                return right(asked);
              }
              stuck.countDown();
              return null;
            });
    teacher(arguments).put("samples", 1);
    Path told = Files.writeString(directory.resolve("job.json"), arguments.toString());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LessonProcess.class.getName(),
                told.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("process.log").toFile())
            .start();
    assertTrue(stuck.await(60, TimeUnit.SECONDS), () -> "it asked " + served.get());
    process.destroyForcibly().waitFor();
    assertFalse(Files.exists(directory.resolve("m.still")), "nothing half-made stands there");

    server.answers(TeacherLessonTest::right);
    int before = server.asked().size();
    JsonNode card = run(arguments);
    assertEquals(40, card.path("teacher").path("labelled").asInt(), card::toString);
    int again = server.asked().size() - before;
    // Thirty were answered; one that was just answered may not have been written down yet by each
    // of the four that ask at once.
    assertTrue(again >= 49 - 30 && again <= 49 - 30 + 4, "asked again: " + again);
    assertEquals(49 - again, card.path("teacher").path("known").asInt());
  }

  @Test
  void inputsAreMadeUpAndLabelledAsIfTheyWereAnybodys() throws Exception {
    ObjectNode arguments =
        arguments(
            lines("own", 30, true),
            null,
            asked -> {
              if (!asked.said("user").startsWith("DATA-")) {
                String label =
                    asked.said("system").replaceFirst("(?s).*label (is|were) \"(\\w+)\".*", "$2");
                ObjectNode inputs = JSON.createObjectNode();
                synchronized (random) {
                  for (int i = 0; i < 8; i++) {
                    inputs.withArray("inputs").add(text(WORDS.containsKey(label) ? label : "ask"));
                  }
                }
                return TeacherServer.says(asked, inputs.toString());
              }
              return right(asked);
            });
    teacher(arguments).put("generate", 48);
    JsonNode card = run(arguments);
    assertEquals(48, card.path("teacher").path("generated").asInt(), card::toString);
    assertEquals(30, card.path("verdict").path("n").asInt());
    assertEquals(78, card.path("examples").path("train").asInt());
  }

  @Test
  void theModelIsTriedOnThePersonsExamplesInOtherWords() throws Exception {
    ObjectNode arguments =
        arguments(
            lines("own", 30, true),
            lines("in", 60, false),
            asked -> {
              if (!asked.said("system").startsWith("You rewrite")) {
                return right(asked);
              }
              String label = asked.said("system").replaceFirst("(?s).*label is \"(\\w+)\".*", "$1");
              synchronized (random) {
                // Every fifth is rewritten into something else: it does not count.
                String other = random.nextInt(5) == 0 ? "thank you for nothing" : text(label);
                return TeacherServer.says(asked, "{\"output\":\"" + other + "\"}");
              }
            });
    teacher(arguments).put("hard", 20);
    JsonNode card = run(arguments);
    JsonNode rewritten = card.path("teacher").path("rewritten");
    int n = rewritten.path("n").asInt();
    assertTrue(n >= 10 && n < 20, card.path("teacher")::toString);
    assertTrue(rewritten.path("right").asInt() >= 0.7 * n, rewritten::toString);
    assertEquals(30, card.path("verdict").path("n").asInt(), "they verify nothing");
    assertEquals(90, card.path("examples").path("train").asInt(), "and are not learned from");
  }

  @Test
  void aTeacherFillsInFieldsAndWritesTexts() throws Exception {
    List<String> own = new ArrayList<>();
    List<String> in = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      ObjectNode line = JSON.createObjectNode();
      String number = "" + (1_000 + 37 * i);
      line.put("input", "Order number: " + number + " was sent.");
      in.add(line.toString());
      line.putObject("output").put("order", number);
      if (i < 4) {
        own.add(line.toString());
      }
    }
    Function<Asked, Reply> reads =
        asked ->
            TeacherServer.says(
                asked,
                "{\"order\":[\""
                    + asked.data().path("text").asText().replaceAll("\\D", "")
                    + "\"]}");
    ObjectNode arguments =
        arguments(
            Files.write(directory.resolve("own"), own),
            Files.write(directory.resolve("in"), in),
            reads);
    arguments.put("kind", "extract");
    JsonNode card = run(arguments);
    assertEquals(20, card.path("teacher").path("labelled").asInt(), card::toString);
    assertEquals(4, card.path("verdict").path("n").asInt());

    Path pairs =
        Files.writeString(
            directory.resolve("pairs"),
            "{\"input\":\"Ada Lovelace\",\"output\":\"Lovelace, Ada\"}\n"
                + "{\"input\":\"Alan Turing\",\"output\":\"Turing, Alan\"}\n");
    Path names =
        Files.writeString(
            directory.resolve("names"),
            "{\"input\":\"Grace Hopper\"}\n{\"input\":\"Mary Somerville\"}\n");
    ObjectNode transform =
        arguments(
            pairs,
            names,
            asked -> {
              String[] name = asked.data().path("text").asText().split(" ");
              return TeacherServer.says(asked, "{\"output\":\"" + name[1] + ", " + name[0] + "\"}");
            });
    transform.put("kind", "transform");
    JsonNode program = run(transform);
    assertEquals(2, program.path("teacher").path("labelled").asInt(), program::toString);
    assertEquals(2, program.path("verdict").path("n").asInt());
    assertEquals(4, program.path("examples").path("train").asInt());
  }
}
