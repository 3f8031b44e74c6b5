package dev.stillroom.host.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.TeachView.RowAnswer;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.RowAnswers;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.TextProgram;
import dev.stillroom.runtime.student.text.Shape;
import dev.stillroom.runtime.student.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transformation that the person specified, done for the rows of a table. */
class RowAnswersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final List<List<String>> learned = new ArrayList<>();
  private Home home;
  private Journal journal;
  private Settings settings;
  private TaskStore store;
  private Versions versions;
  private Specified specified;
  private RowAnswers rows;
  private double threshold;
  private boolean passes;
  private CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    Files.createDirectories(home.scratch());
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    Audit audit = new Audit(journal, clock);
    store = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    Notices nobody = (kind, quiet, task, prediction, act, message) -> {};
    Teaching teaching = new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    TaskKinds kinds =
        new TaskKinds(List.of(new AskKind(journal, teaching, new Overheard(clock), clock)));
    Distillation distillation =
        new Distillation(
            home,
            store,
            kinds,
            versions,
            audit,
            nobody,
            (classPath, job, arguments, progress) -> {
              JsonNode asked = arguments.deepCopy();
              return held.thenApply(nothing -> program(asked));
            },
            Runnable::run,
            push -> {});
    Pool pool = new Pool(home.packs(), 1_000_000);
    rows = new RowAnswers(store, kinds, versions, pool, settings, Runnable::run, Runnable::run);
    specified =
        new Specified(
            home,
            journal,
            store,
            distillation,
            teaching,
            (classPath, job, arguments, progress) -> new CompletableFuture<>(),
            clock,
            new Random(5),
            Runnable::run,
            () -> {});
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** What is learned puts the number of its examples before the text. */
  private JsonNode program(JsonNode arguments) {
    try {
      List<String> examples = Files.readAllLines(Path.of(arguments.path("examples").asText()));
      learned.add(examples);
      Text numbered =
          new Text.Concat(
              List.of(new Text.Constant(examples.size() + ":"), new Text.Column("text")));
      TextProgram program =
          new TextProgram(
              threshold,
              examples.size(),
              0,
              1,
              18,
              List.of(new TextProgram.Voice(numbered, 1)),
              Map.of("text", Shape.of(List.of("ada", "bob"))),
              null);
      ObjectNode card = JsonNodeFactory.instance.objectNode().put("kind", "transform");
      card.putObject("verdict").put("passes", passes);
      Path pack = Path.of(arguments.path("out").asText());
      PackWriter.write(pack, program, card);
      return card.put("digest", PackReader.read(pack).digest());
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }

  private String task(String given) {
    TeachView.TaskSpec spec =
        new TeachView.TaskSpec("Numbers", "transform", "", List.of(), given, null, 0, 1);
    Reply.TaskPreview preview = (Reply.TaskPreview) specified.preview(spec, 0).join();
    return specified.begin(spec, preview.digest()).taskId();
  }

  private Reply.RanRows run(String id, String... texts) {
    List<JsonNode> inputs = new ArrayList<>();
    for (String text : texts) {
      inputs.add(text(text));
    }
    return (Reply.RanRows) rows.run(new Request.RunRows(id, inputs)).join();
  }

  private static JsonNode text(String text) {
    return ProtocolJson.MAPPER.createObjectNode().put("text", text);
  }

  @Test
  void everyRowIsAnsweredAndTheColumnsAreTold() {
    String id = task("text\tanswer\nada\tAda\nbob\tBob");
    Reply.RanRows ran = run(id, "ada", "cleo", " ");
    assertEquals(List.of("text"), ran.columns());
    assertEquals(new RowAnswer("Ada", null, 1, true), ran.rows().get(0), "the person's own");
    assertEquals("2:cleo", ran.rows().get(1).output());
    assertFalse(ran.rows().get(1).own());
    assertNull(ran.rows().get(2).output(), "nothing comes of nothing");
    assertEquals(List.of(), run(id).rows());
  }

  @Test
  void columnsAreThoseOfTheExamples() {
    String id = task("first\tlast\tanswer\nAda\tLovelace\tA. Lovelace\nBob\tRoss\tB. Ross");
    assertEquals(List.of("first", "last"), run(id).columns());
  }

  @Test
  void whatItIsNotSureOfIsLeftWithAGuess() {
    threshold = 1;
    RowAnswer unsure = run(task("text\tanswer\nada\tAda"), "cleo").rows().getFirst();
    assertNull(unsure.output());
    assertEquals("1:cleo", unsure.guess());
  }

  @Test
  void whatIsLearnedOfLessDoesNotReplaceWhatPasses() {
    passes = true;
    String id = task("text\tanswer\nada\tAda\nbob\tBob");
    assertEquals("2:eve", run(id, "eve").rows().getFirst().output());
    passes = false;
    specified.answer(new Request.AnswerQuestion(id, text("cleo"), "Cleo!"));
    assertEquals(2, learned.size(), "it is learned at once");
    assertEquals("2:eve", run(id, "eve").rows().getFirst().output());
    assertEquals("Cleo!", run(id, "cleo").rows().getFirst().output());
  }

  @Test
  void anAnswerOfThePersonStandsAtOnceAndIsLearnedForTheOtherRows() {
    String id = task("text\tanswer\nada\tAda\nbob\tBob");
    held = new CompletableFuture<>();
    specified.answer(new Request.AnswerQuestion(id, text("cleo"), "Cleo!"));
    specified.answer(new Request.AnswerQuestion(id, text("dan"), "Dan!"));
    assertEquals("Cleo!", run(id, "cleo").rows().getFirst().output());
    assertEquals("2:eve", run(id, "eve").rows().getFirst().output(), "not learned yet");
    held.complete(null);
    assertEquals("4:eve", run(id, "eve").rows().getFirst().output());
    assertEquals("Dan!", run(id, "dan").rows().getFirst().output());
    assertEquals(4, learned.getLast().size(), "what came meanwhile was learned right after");
  }

  @Test
  void onlyATransformationThatMayAnswerNowDoes() {
    String id = task("text\tanswer\nada\tAda\nbob\tBob");
    refused(new Request.RunRows(id, Collections.nCopies(501, text("a"))));
    refused(new Request.RunRows(id, Collections.nCopies(60, text("a".repeat(15_000)))));
    refused(new Request.RunRows(id, List.of(JsonNodeFactory.instance.textNode("a"))));
    refused(new Request.RunRows(id, Collections.nCopies(26, text("ada".repeat(4_000)))));
    store.paused(id, true);
    refused(new Request.RunRows(id, List.of()));
    store.paused(id, false);
    settings.stopped(true);
    refused(new Request.RunRows(id, List.of()));
    settings.stopped(false);
    assertThrows(RequestFailure.class, () -> run("answer-unknown"));
  }

  private void refused(Request.RunRows request) {
    try {
      rows.run(request).join();
      throw new AssertionError("answered");
    } catch (CompletionException late) {
      assertInstanceOf(RequestFailure.class, late.getCause());
    } catch (RequestFailure atOnce) {
      assertTrue(!atOnce.getMessage().isBlank());
    }
  }
}
