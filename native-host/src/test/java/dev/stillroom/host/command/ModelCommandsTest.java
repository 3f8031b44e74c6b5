package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.teacher.HiddenNames;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Condition;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.HashedLinear;
import dev.stillroom.runtime.student.RuleList;
import dev.stillroom.runtime.student.SparseWeights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ModelCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WEBP =
      "{\"input\":{\"extension\":\"webp\",\"host\":\"shop.localhost\"}}";
  private static final String PNG = "{\"input\":{\"extension\":\"png\"}}";

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Printer printer = new Printer(stream(out), stream(err), false);
  private Path model;
  private Path examples;

  @BeforeEach
  void packAModel() throws Exception {
    model = pack(0);
    examples = Files.createFile(directory.resolve("e.jsonl"));
  }

  @Test
  void runPrintsOnePredictionForEachLine() throws Exception {
    assertEquals(0, execute(new RunCommand(printer, in(WEBP + "\n" + PNG + "\n")), model));
    List<String> lines = out().lines().toList();
    assertEquals(2, lines.size());
    JsonNode first = JSON.readTree(lines.getFirst());
    assertEquals("convert:jpeg", first.get("output").asText());
    assertEquals(0.8, first.get("confidence").asDouble(), 1e-9);
    assertEquals("convert:jpeg", first.get("ranked").get(0).get(0).asText());
    assertTrue(first.get("millis").isNumber());
    assertFalse(first.has("forced"));
    assertEquals("leave", JSON.readTree(lines.get(1)).get("output").asText());
  }

  @Test
  void whoReadsAPipeMayStopEarlyAndAFullDiskIsAFailure() throws Exception {
    for (boolean piped : new boolean[] {true, false}) {
      int[] lines = {0};
      OutputStream full =
          new OutputStream() {
            @Override
            public void write(int one) throws IOException {
              lines[0] += one == '\n' ? 1 : 0;
              if (lines[0] > 1) {
                throw new IOException("nobody is there");
              }
            }
          };
      Printer to = new Printer(new PrintStream(full, false), stream(err), false, piped);
      RunCommand command = new RunCommand(to, in((WEBP + "\n").repeat(3)));
      if (piped) {
        call(command, model);
        assertEquals(2, lines[0]);
      } else {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> call(command, model));
        assertTrue(failure.getMessage().contains("is the disk full"), failure.getMessage());
      }
    }
  }

  @Test
  void anUnsureModelAbstainsUnlessForced() throws Exception {
    Path unsure = pack(0.9);
    execute(new RunCommand(printer, in(WEBP)), unsure);
    assertTrue(JSON.readTree(out()).get("output").isNull());
    out.reset();
    execute(new RunCommand(printer, in(WEBP)), unsure, "--no-abstain");
    assertEquals("convert:jpeg", JSON.readTree(out()).get("output").asText());
    assertTrue(JSON.readTree(out()).get("forced").asBoolean());
  }

  @Test
  void runReadsAFileWhoseOutputsDoNotMatter() throws Exception {
    Path inputs = directory.resolve("in.jsonl");
    Files.writeString(inputs, "{\"input\":\"a text\",\"output\":null}\n");
    assertEquals(
        0, execute(new RunCommand(printer, in("")), model, "--inputs", inputs, "--explain"));
    assertTrue(JSON.readTree(out()).get("reasons").isArray());
  }

  @Test
  void aBadLineIsNamedAndWhatCameBeforeIsPrinted() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> call(new RunCommand(printer, in(WEBP + "\nnonsense\n")), model));
    assertTrue(failure.getMessage().startsWith("standard input:2: "), failure.getMessage());
    assertEquals(1, out().lines().count());
  }

  @Test
  void blankLinesAtTheEndAreNoInputs() throws Exception {
    assertEquals(0, execute(new RunCommand(printer, in(WEBP + "\n\n \n")), model));
    assertEquals(1, out().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"input\":null}", "{\"output\":\"x\"}", "{\"input\":{\"text\":1}}", "7", "["})
  void aLineThatIsNoInputIsNamedByFileAndLine(String line) throws Exception {
    Path inputs = Files.writeString(directory.resolve("in.jsonl"), WEBP + "\n" + line + "\n");
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> call(new RunCommand(printer, in("")), model, "--inputs", inputs));
    assertTrue(failure.getMessage().startsWith(inputs + ":2: "), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
    assertFalse(failure.getMessage().contains("Exception"), failure.getMessage());
  }

  @Test
  void placesThatCannotBeWrittenToAreFoundBeforeTheWorkBegins() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    for (Path out : List.of(directory, file.resolve("m.still"), Path.of("/dev/null"))) {
      Asked asked = new Asked(null);
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () ->
                  call(distill(asked), "--kind", "classify", "--examples", examples, "--out", out));
      assertTrue(failure.getMessage().contains("; give another"), failure.getMessage());
      assertEquals(null, asked.job);
    }
  }

  @Test
  void aModelIsReplacedAndNothingElse() throws Exception {
    for (String content : List.of(WEBP + "\n", "PK\3\4", "x".repeat(200))) {
      Path kept = Files.writeString(directory.resolve("kept.jsonl"), content);
      Asked asked = new Asked(null);
      DistillCommand command = new DistillCommand(printer, asked);
      assertEquals(
          2, execute(command, "--kind", "classify", "--examples", kept, "--out", kept), content);
      assertEquals(null, asked.job);
      assertTrue(err().contains("which is no model; give another name"), err());
      assertEquals(content, Files.readString(kept));
    }
    for (Path replaced : List.of(model, Files.createFile(directory.resolve("empty")))) {
      Asked asked = new Asked(CompletableFuture.completedFuture(card(true)));
      DistillCommand command = new DistillCommand(printer, asked);
      assertEquals(
          0, execute(command, "--kind", "classify", "--examples", examples, "--out", replaced));
    }
  }

  @Test
  void foldersAndFilesThatAreNotThereAreFoundBeforeTheWorkBegins() throws Exception {
    Path out = directory.resolve("new/folder/m.still");
    for (Path wrong : List.of(directory, directory.resolve("none.jsonl"), Path.of("/dev/null"))) {
      Asked asked = new Asked(null);
      List<Callable<Integer>> commands =
          List.of(distill(asked), new EvaluateCommand(printer, asked));
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () ->
                  call(
                      commands.getFirst(),
                      "--kind",
                      "classify",
                      "--examples",
                      wrong,
                      "--out",
                      out));
      assertTrue(failure.getMessage().contains(wrong.toString()), failure.getMessage());
      failure =
          assertThrows(
              CommandFailure.class, () -> call(commands.get(1), model, "--examples", wrong));
      assertTrue(failure.getMessage().contains(wrong.toString()), failure.getMessage());
      assertEquals(null, asked.job);
    }
    for (Callable<Integer> command :
        List.of(new CardCommand(printer), new RunCommand(printer, in("")))) {
      assertThrows(CommandFailure.class, () -> call(command, directory));
      assertThrows(CommandFailure.class, () -> call(command, directory.resolve("none.still")));
    }
  }

  private Callable<Integer> distill(Asked asked) {
    return new DistillCommand(printer, asked);
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws Exception {
    Path no = Files.writeString(directory.resolve("no.still"), "PK no");
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> call(new CardCommand(printer), no));
    assertTrue(failure.getMessage().contains("no.still is refused"), failure.getMessage());
  }

  @Test
  void aModelWhoseEncoderIsMissingIsOneLineAndNoAnswer() throws Exception {
    Answering answering = new Answering(List.of("convert:jpeg", "leave"));
    HashedLinear words =
        new HashedLinear(
            answering,
            new SparseWeights(new int[0], new int[1], new short[0], new byte[0]),
            new float[2],
            new float[2]);
    EncoderHead student =
        new EncoderHead(
            answering,
            new Encoders(null, null, Clock.systemUTC())
                .named(EncoderModel.current().digest())
                .orElseThrow(),
            words,
            new byte[2 * EncoderModel.WIDTH],
            new float[2]);
    Path file = directory.resolve("encoder-head.still");
    PackWriter.write(file, student, card(true));
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> call(new RunCommand(printer, in("{\"input\":\"where is it\"}")), file));
    assertTrue(failure.getMessage().contains("the encoder"), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
    assertEquals("", out());
  }

  @Test
  void theCardIsPrintedInWords() {
    assertEquals(0, execute(new CardCommand(printer), model));
    assertTrue(out().contains("otherwise leave (5 of 5 examples)"), out());
    assertTrue(out().contains("0 errors in 8 promise at least 68 %"), out());
  }

  @Test
  void aModelOfCardsIsToldByItsFieldsAndTheirBaseline() {
    ObjectNode card = JSON.createObjectNode().put("kind", "summarize");
    card.put("student", "card-summarizer").put("length", "2 sentences");
    card.putArray("fields").add("price").add("seller");
    card.putObject("verdict").put("metric", "f1").put("method", "crossfit").put("baseline", 0.25);
    CardText.print(card, printer);
    printer.flush();
    assertTrue(out().contains("that fills in price, seller and chooses key passages:"), out());
    assertTrue(out().contains("values seen before has an F1 of 25 %"), out());
    assertFalse(out().contains("most central"), out());
    ((ObjectNode) card.path("verdict")).put("metric", "rougeL");
    out.reset();
    CardText.print(card, printer);
    printer.flush();
    assertTrue(out().contains("bytes that chooses key passages:"), out());
    assertTrue(out().contains("the better of lead and most central has 25 %"), out());
  }

  @Test
  void theCardAsJsonHasTheFilesOwnFigures() throws Exception {
    execute(new CardCommand(printer), model, "--json");
    JsonNode card = JSON.readTree(out());
    assertEquals(Files.size(model), card.get("bytes").asLong());
    assertEquals(64, card.get("digest").asText().length());
    assertEquals("rule-list", card.get("student").asText());
  }

  @Test
  void distillAsksAWorkerAndPrintsItsCard() throws Exception {
    Asked asked = new Asked(CompletableFuture.completedFuture(card(false)));
    int status =
        execute(
            new DistillCommand(printer, asked),
            "--kind",
            "classify",
            "--examples",
            examples,
            "--out",
            directory.resolve("m.still"),
            "--seed",
            "7",
            "--max-size",
            "20000",
            "--max-latency-ms",
            "1",
            "--max-seconds",
            "2.5",
            "--trade",
            "accurate",
            "--no-adapters",
            "--json");
    assertEquals(0, status);
    assertEquals("distill", asked.job);
    assertEquals("accurate", asked.arguments.get("trade").asText());
    assertFalse(asked.arguments.get("adapters").asBoolean());
    assertEquals(7, asked.arguments.get("seed").asLong());
    assertEquals(20000, asked.arguments.get("maxSize").asLong());
    assertEquals(2.5, asked.arguments.get("maxSeconds").asDouble());
    assertTrue(Path.of(asked.arguments.get("examples").asText()).isAbsolute());
    assertTrue(asked.arguments.get("files").asBoolean());
    assertEquals("rule-list", JSON.readTree(out()).get("student").asText());
    assertTrue(err().contains("does not pass"), err());
    assertEquals(1, err().lines().count());
  }

  @Test
  void whereGoodProgramsDifferThePersonIsAsked() throws Exception {
    ObjectNode card = (ObjectNode) JSON.readTree(card(true).toString());
    ObjectNode question = card.putObject("question");
    question.putObject("input").put("text", "Ada King Byron");
    question.putArray("answers").addObject().put("output", "Byron").put("share", 0.7);
    question.withArray("answers").addObject().put("output", "King").put("share", 0.3);
    Asked asked = new Asked(CompletableFuture.completedFuture(card));
    int status =
        execute(
            new DistillCommand(printer, asked),
            "--kind",
            "transform",
            "--examples",
            examples,
            "--out",
            directory.resolve("m.still"),
            "--json");
    assertEquals(0, status);
    assertEquals(1, err().lines().count());
    assertTrue(err().contains("\"Byron\" or \"King\""), err());
  }

  @Test
  void whatIsForATeacherIsWrongUsageWithoutOne() {
    for (String[] option :
        new String[][] {
          {"--teacher-model", "m"}, {"--labels", "a;b"}, {"--generate", "5"}, {"--dry-run"}
        }) {
      List<Object> words =
          new java.util.ArrayList<>(
              List.of("--kind", "classify", "--examples", examples, "--out", "m"));
      words.addAll(List.of(option));
      assertEquals(2, execute(new DistillCommand(printer, new Asked(null)), words.toArray()));
    }
  }

  @Test
  void theDistillerIsToldWhatTheTeacherIsAskedAndHowMuchItMayTake() throws Exception {
    ObjectNode preview = JSON.createObjectNode().put("dryRun", true).put("calls", 3);
    Asked asked = new Asked(CompletableFuture.completedFuture(preview));
    assertEquals(
        0,
        execute(
            new DistillCommand(printer, asked),
            "--kind",
            "classify",
            "--unlabeled",
            examples,
            "--teacher",
            "http://localhost:1/v1",
            "--teacher-model",
            "m",
            "--labels",
            "a;b",
            "--instruction",
            "Which?",
            "--max-teacher-calls",
            "7",
            "--max-teacher-cost",
            "2",
            "--teacher-price",
            "0.5/1.5",
            "--hide",
            "Ada",
            "--dry-run",
            "--json",
            "--home",
            directory.resolve("home")));
    JsonNode teacher = asked.arguments.path("teacher");
    assertEquals("http://localhost:1/v1", teacher.path("place").asText());
    assertEquals("[\"a\",\"b\"]", teacher.path("labels").toString());
    assertEquals(7, teacher.path("maxCalls").asInt());
    assertEquals(1.5, teacher.path("priceOut").asDouble());
    assertEquals("[\"Ada\"]", teacher.path("hide").toString());
    assertTrue(teacher.path("key").isNull());
    assertTrue(teacher.path("dryRun").asBoolean());
    assertFalse(asked.arguments.has("examples"));
    assertEquals(3, JSON.readTree(out()).path("calls").asInt());
  }

  private JsonNode teacherTold(String... more) throws Exception {
    ObjectNode preview = JSON.createObjectNode().put("dryRun", true);
    Asked asked = new Asked(CompletableFuture.completedFuture(preview));
    List<Object> words =
        new java.util.ArrayList<>(
            List.of("--kind", "classify", "--unlabeled", examples, "--teacher", "cloud"));
    words.addAll(List.of("--dry-run", "--json", "--home", directory.resolve("home")));
    words.addAll(List.of(more));
    assertEquals(0, execute(new DistillCommand(printer, asked), words.toArray()), err());
    return asked.arguments.path("teacher");
  }

  private Home homeWithTeacher(Double price) throws Exception {
    Home home = new Home(directory.resolve("home"));
    home.create();
    TeacherBook.withFile(home)
        .add(
            new TeacherBook.Entry("cloud", "https://ai.example/v1", "m", null, false, price, price),
            null);
    return home;
  }

  @Test
  void theCostOfATeacherThatWasAddedWithItsPriceCanBeLimited() throws Exception {
    homeWithTeacher(0.5);
    JsonNode teacher = teacherTold("--max-teacher-cost", "1");
    assertEquals(1, teacher.path("maxCost").asDouble());
    assertEquals(0.5, teacher.path("priceOut").asDouble());
    homeWithTeacher(null);
    int status =
        execute(
            new DistillCommand(printer, new Asked(null)),
            "--kind",
            "classify",
            "--unlabeled",
            examples,
            "--teacher",
            "cloud",
            "--max-teacher-cost",
            "1",
            "--dry-run",
            "--home",
            directory.resolve("home"));
    assertEquals(2, status, "what nobody knows the price of");
  }

  @Test
  void whomThePersonHidFromTeachersACommandDoesNotShowEither() throws Exception {
    Home home = homeWithTeacher(0.5);
    new HiddenNames(home).set(List.of("Grace Hopper"));
    assertEquals("[\"Grace Hopper\"]", teacherTold().path("hide").toString());
    assertEquals(
        "[\"Ada\",\"Grace Hopper\"]", teacherTold("--hide", "Ada").path("hide").toString());
    Files.writeString(home.teacher().resolve("hidden.json"), "[\"Grace");
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () ->
                call(
                    new DistillCommand(printer, new Asked(null)),
                    "--kind",
                    "classify",
                    "--unlabeled",
                    examples,
                    "--teacher",
                    "cloud",
                    "--dry-run",
                    "--home",
                    directory.resolve("home")));
    assertTrue(failure.getMessage().contains("hidden.json"), failure.getMessage());
  }

  @Test
  void aTeacherThatNobodyAddedIsNamed() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () ->
                call(
                    new DistillCommand(printer, new Asked(null)),
                    "--kind",
                    "classify",
                    "--examples",
                    examples,
                    "--out",
                    directory.resolve("m"),
                    "--teacher",
                    "nobody",
                    "--home",
                    directory.resolve("home")));
    assertTrue(failure.getMessage().contains("'nobody'"), failure.getMessage());
  }

  @Test
  void wrongUsageIsToldApartFromFailure() {
    DistillCommand command = new DistillCommand(printer, new Asked(null));
    assertEquals(2, execute(command, "--kind", "classify"));
    assertEquals(2, execute(command, "--kind", "guess", "--examples", "e", "--out", "m"));
    assertEquals(
        2,
        execute(
            command, "--kind", "classify", "--examples", "e", "--out", "m", "--max-size", "-1"));
    assertEquals(
        2,
        execute(command, "--kind", "classify", "--examples", "e", "--out", "m", "--trade", "best"));
    assertEquals(
        2,
        execute(
            command, "--kind", "extract", "--examples", "e", "--out", "m", "--trade", "smallest"));
    assertTrue(err().contains("--trade is for --kind classify, not for extract"), err());
    assertEquals(2, execute(new RunCommand(printer, in("")), model, "--sentences", "3"));
  }

  @Test
  void aWorkersFailureIsOneLine() {
    CompletableFuture<JsonNode> broken = new CompletableFuture<>();
    broken.completeExceptionally(new JobFailure("e.jsonl:3: there is no \"input\""));
    Asked asked = new Asked(broken);
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> call(new EvaluateCommand(printer, asked), model, "--examples", examples));
    assertTrue(asked.arguments.get("files").asBoolean());
    assertEquals("e.jsonl:3: there is no \"input\"", failure.getMessage());
  }

  private Path pack(double threshold) throws Exception {
    RuleList.Rule rule =
        new RuleList.Rule(
            List.of(new Condition.Is("extension", "webp")), 0, new Counts(List.of(3, 0)));
    RuleList.Rule rest = new RuleList.Rule(List.of(), 1, new Counts(List.of(0, 5)));
    Answering answering = new Answering(List.of("convert:jpeg", "leave"), 1, threshold);
    Path file = directory.resolve("model-" + threshold + ".still");
    PackWriter.write(file, new RuleList(answering, List.of(rule), rest), card(true));
    return file;
  }

  private static ObjectNode card(boolean passes) {
    ObjectNode card = JSON.createObjectNode().put("kind", "classify").put("student", "rule-list");
    card.putArray("labels").add("convert:jpeg").add("leave");
    card.putArray("says").add("otherwise leave (5 of 5 examples)");
    card.put("promise", "0 errors in 8 promise at least 68 %");
    card.putObject("examples").put("train", 8);
    card.putObject("verdict").put("passes", passes).put("needs", 6).put("method", "crossfit");
    return card;
  }

  private int execute(Object command, Object... arguments) {
    CommandLine line = new CommandLine(command);
    line.setErr(new PrintWriter(err, true));
    int status = line.execute(strings(arguments));
    printer.flush();
    return status;
  }

  /** The command's own exception, which the root command turns into exit code 1 and one line. */
  private void call(Callable<Integer> command, Object... arguments) throws Exception {
    new CommandLine(command).parseArgs(strings(arguments));
    try {
      command.call();
    } finally {
      printer.flush();
    }
  }

  private static String[] strings(Object... arguments) {
    return Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Asked implements Workers {
    private final CompletableFuture<JsonNode> answer;
    private String job;
    private JsonNode arguments;

    Asked(CompletableFuture<JsonNode> answer) {
      this.answer = answer;
    }

    @Override
    public CompletableFuture<JsonNode> start(
        ClassPath classPath, String name, JsonNode given, Job.Progress progress) {
      assertEquals(ClassPath.DISTILLER, classPath);
      job = name;
      arguments = given;
      return answer;
    }
  }
}
