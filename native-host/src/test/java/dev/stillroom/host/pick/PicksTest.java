package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.FilledIn;
import dev.stillroom.host.protocol.View.PickField;
import dev.stillroom.host.protocol.View.PickShape;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Picks, with distillations that the test ends. */
class PicksTest {

  private static final String URL = "https://people.example/list/17?token=secret-query";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private record Job(
      JsonNode arguments, List<String> examples, CompletableFuture<JsonNode> result) {}

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final List<Job> jobs = new ArrayList<>();
  private Home home;
  private Journal journal;
  private Versions versions;
  private Distillation distillation;
  private Picks picks;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    journal = Journal.open(home.journal());
    Audit audit = new Audit(journal, clock);
    TaskStore store = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    Notices nobody = (kind, quiet, task, prediction, act, message) -> {};
    distillation =
        new Distillation(
            home,
            store,
            new TaskKinds(List.of(new PickKind(journal, clock))),
            versions,
            audit,
            nobody,
            (classPath, job, arguments, progress) -> {
              CompletableFuture<JsonNode> result = new CompletableFuture<>();
              jobs.add(new Job(arguments, lines(arguments.path("examples").asText()), result));
              return result;
            },
            Runnable::run,
            push -> {});
    picks =
        new Picks(
            journal,
            store,
            versions,
            distillation,
            new Pool(home.packs(), 1_000_000),
            clock,
            new Random(7),
            Runnable::run,
            Runnable::run,
            taskId -> {
              distillation.cancel(taskId);
              new Forget(journal).task(taskId);
              distillation.sweepPacks();
            },
            () -> {});
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aPageIsAnExampleAndItsRowsAreATable() throws Exception {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada", "Grace"));
    assertEquals("people.example/list/*", pick.where());
    assertTrue(pick.learning());
    assertEquals("extract", jobs.getFirst().arguments().path("kind").asText());
    assertEquals(1, jobs.getFirst().examples().size());
    Reply.Table table = picks.table(pick.taskId(), 0, 100);
    assertEquals(List.of("first"), table.heads());
    assertEquals(2, table.total());
    assertEquals(List.of(List.of("Grace")), table.rows().get(1).cells());
  }

  @Test
  void theNextPageWaitsForTheStudentThatIsBeingMade() throws Exception {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada", "Grace"));
    CompletableFuture<Reply> reply =
        picks.fill(new Request.FillPick(pick.taskId(), input("Barbara", "Radia")));
    assertFalse(reply.isDone());
    learned(0);
    Reply.Filled filled = (Reply.Filled) reply.join();
    assertEquals(List.of("Barbara", "Radia"), filled.fields().getFirst().values());
    assertEquals(View.FieldState.FOUND, filled.fields().getFirst().state());
    assertTrue(picks.list("https://people.example/list/18").getFirst().fits());
    assertFalse(picks.list("https://people.example/about").getFirst().fits());
    assertTrue(picks.list("https://other.example/list/18").isEmpty());
  }

  @Test
  void theSamePageAgainTakesItsOwnPlace() {
    Reply.Picked first = picks.learn(page(null, FilledIn.NO, null, "Ada"));
    String taskId = first.pick().taskId();
    View.Pick again = learn(page(taskId, FilledIn.NO, first.pageId(), "Ada", "Grace"));
    assertEquals(1, again.pages());
    assertEquals(2, picks.table(taskId, 0, 100).total());
    assertTrue(jobs.getFirst().result().isCancelled());
  }

  @Test
  void onlyThePageThatIsNamedIsReplaced() {
    Reply.Picked first = picks.learn(page(null, FilledIn.NO, null, "Ada"));
    String taskId = first.pick().taskId();
    learn(page(taskId, FilledIn.NO, null, "Alan"));
    assertEquals(2, learn(page(taskId, FilledIn.NO, first.pageId(), "Ada", "Grace")).pages());
    assertEquals(List.of("Alan", "Ada", "Grace"), names(taskId));
  }

  @Test
  void aPageOfAnotherTaskOrOneThatIsGoneIsNotReplacedButAPageMoreIsAdded() {
    Reply.Picked other = picks.learn(page(null, FilledIn.NO, null, "Ada"));
    Reply.Picked first = picks.learn(page(null, FilledIn.NO, null, "Alan"));
    String taskId = first.pick().taskId();
    Reply.Picked gone = picks.learn(page(taskId, FilledIn.NO, null, "Grace"));
    picks.unlearn(taskId);
    assertEquals(2, learn(page(taskId, FilledIn.NO, gone.pageId(), "Radia")).pages());
    assertEquals(3, learn(page(taskId, FilledIn.NO, other.pageId(), "Barbara")).pages());
    assertEquals(List.of("Alan", "Radia", "Barbara"), names(taskId));
    assertEquals(List.of("Ada"), names(other.pick().taskId()));
  }

  @Test
  void withTheOnlyPageGoesThePickAndItsModel() throws Exception {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learned(0);
    picks.unlearn(pick.taskId());
    assertTrue(picks.list(null).isEmpty());
    assertFalse(found("Ada"));
    assertTrue(versions.digests().isEmpty());
    assertEquals(
        ErrorCode.NOT_FOUND,
        assertThrows(
                RequestFailure.class,
                () -> picks.fill(new Request.FillPick(pick.taskId(), input("Barbara"))))
            .code());
  }

  @Test
  void theModelOfAPageThatWasTakenBackServesNoMore() throws Exception {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learn(page(pick.taskId(), FilledIn.NO, null, "Alan"));
    learned(1);
    assertEquals(1, packs());
    picks.unlearn(pick.taskId());
    assertEquals(0, packs());
    CompletableFuture<Reply> reply =
        picks.fill(new Request.FillPick(pick.taskId(), input("Barbara")));
    jobs.getLast().result().completeExceptionally(new IllegalStateException("no way was found"));
    assertEquals("no way was found", refusal(reply).getMessage());
  }

  @Test
  void aStudentThatFailsOnAPageIsToldOf() throws Exception {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learned(0);
    RequestFailure broken =
        refusal(
            picks.fill(
                failing(
                    pick,
                    () -> {
                      throw new IllegalStateException("deliberate");
                    })));
    assertEquals(ErrorCode.INTERNAL, broken.code());
    assertEquals(
        "'People' could not fill this page in (IllegalStateException): pick its fields by hand",
        broken.getMessage());
    RequestFailure deep =
        refusal(
            picks.fill(
                failing(
                    pick,
                    () -> {
                      throw new StackOverflowError("deliberate");
                    })));
    assertTrue(deep.getMessage().contains("StackOverflowError"), deep.getMessage());
  }

  @Test
  void aPageThatIsTooLargeIsNotFilledIn() throws Exception {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learned(0);
    ObjectNode large = input("x".repeat(PickCheck.MAX_INPUT));
    assertEquals(
        ErrorCode.INVALID_VALUE,
        assertThrows(
                RequestFailure.class, () -> picks.fill(new Request.FillPick(pick.taskId(), large)))
            .code());
  }

  @Test
  void aCorrectionIsLearnedAndTakenBackWithItsRows() {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    picks.learn(page(pick.taskId(), FilledIn.RIGHT, null, "Alan"));
    View.Pick corrected = learn(page(pick.taskId(), FilledIn.CORRECTED, null, "Grace"));
    assertEquals(
        List.of(3, 1, 2), List.of(corrected.pages(), corrected.right(), corrected.tried()));
    assertTrue(jobs.getLast().examples().getLast().contains("\"source\":\"correction\""));
    picks.unlearn(pick.taskId());
    View.Pick before = picks.list(URL).getFirst();
    assertEquals(List.of(2, 1, 1), List.of(before.pages(), before.right(), before.tried()));
    assertEquals(2, picks.table(pick.taskId(), 0, 100).total());
    assertEquals(2, jobs.getLast().examples().size());
  }

  @Test
  void aSecondFieldIsAColumnMoreAndOlderRowsLackIt() {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    Request.LearnPick second = page(pick.taskId(), FilledIn.NO, null, "Alan");
    ObjectNode output = ((ObjectNode) second.output()).deepCopy();
    output.put("born", "1912");
    picks.learn(
        new Request.LearnPick(
            pick.taskId(),
            second.title(),
            second.url(),
            PickShape.ITEMS,
            List.of(new PickField("first", true), new PickField("born", false)),
            second.input(),
            output,
            List.of(List.of(List.of("Alan"), List.of("1912"))),
            FilledIn.NO,
            null));
    Reply.Table table = picks.table(pick.taskId(), 0, 100);
    assertEquals(List.of("first", "born"), table.heads());
    assertEquals(List.of(List.of("Ada"), List.of()), table.rows().getFirst().cells());
  }

  @Test
  void aForgottenSiteTakesItsTablesWithItAndQueriesWereNeverKept() throws IOException {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    assertTrue(found("Ada"));
    assertFalse(found("secret-query"));
    // As the engine does: what is learned from it now must not come back.
    distillation.startOver();
    new Forget(journal).site("people.example");
    assertFalse(found("Ada"));
    assertFalse(found("people.example"));
    assertEquals(
        ErrorCode.NOT_FOUND,
        assertThrows(RequestFailure.class, () -> picks.table(pick.taskId(), 0, 1)).code());
  }

  @Test
  void aPageThatNamesAForgottenSiteGoesToo() throws IOException {
    View.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    picks.learn(page(pick.taskId(), FilledIn.NO, null, "see gone.example"));
    // As the engine does: what is learned from it now must not come back.
    distillation.startOver();
    new Forget(journal).site("gone.example");
    assertFalse(found("gone.example"));
    assertEquals(1, picks.table(pick.taskId(), 0, 100).total());
  }

  @Test
  void whatAPageMaySayIsBounded() {
    for (Request.LearnPick wrong :
        List.of(
            with(List.of(), List.of(List.of())),
            with(List.of(new PickField("a\u0007", false)), List.of(List.of(List.of("x")))),
            with(List.of(new PickField("first", true)), List.of()),
            with(List.of(new PickField("first", true)), List.of(List.of(List.of("x"), List.of()))),
            with(
                List.of(new PickField("first", true)),
                List.of(List.of(List.of("x".repeat(6_000))))))) {
      assertEquals(
          ErrorCode.INVALID_VALUE,
          assertThrows(RequestFailure.class, () -> picks.learn(wrong)).code());
    }
    assertTrue(picks.list(null).isEmpty());
  }

  @Test
  void aPageCanNameNoFile() {
    List<String> wrong =
        List.of(
            "{\"file\":\"/etc/passwd\"}",
            "{\"text\":\"x\",\"file\":\"/etc/passwd\"}",
            "{\"page\":{},\"html\":\"x\"}",
            "{\"page\":{},\"text\":\"x\"}",
            "{\"page\":[],\"url\":\"https://people.example\"}",
            "{\"text\":null}",
            "{\"url\":\"https://people.example\"}",
            "\"x\"");
    View.Pick pick = picks.learn(page(null, FilledIn.NO, null, "Ada")).pick();
    assertFalse(jobs.getFirst().arguments().has("files"));
    for (String text : wrong) {
      JsonNode input = json(text);
      Request.LearnPick good = page(pick.taskId(), FilledIn.NO, null, "Ada");
      Request.LearnPick bad =
          new Request.LearnPick(
              good.taskId(),
              good.title(),
              good.url(),
              good.shape(),
              good.fields(),
              input,
              good.output(),
              good.rows(),
              FilledIn.NO,
              null);
      assertEquals(
          ErrorCode.INVALID_VALUE,
          assertThrows(RequestFailure.class, () -> picks.learn(bad), text).code());
      assertThrows(
          RequestFailure.class, () -> picks.fill(new Request.FillPick(pick.taskId(), input)), text);
    }
    assertEquals("page", PickCheck.form(json("{\"page\":{},\"url\":\"https://a.example\"}")));
    assertEquals("text", PickCheck.form(json("{\"text\":\"x\"}")));
  }

  private static JsonNode json(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTableIsReadInParts() {
    String[] names = new String[450];
    for (int i = 0; i < names.length; i++) {
      names[i] = "name-" + i;
    }
    View.Pick pick = learn(page(null, FilledIn.NO, null, names));
    assertEquals(200, picks.table(pick.taskId(), 0, 10_000).rows().size());
    assertEquals(
        List.of(List.of("name-449")),
        picks.table(pick.taskId(), 400, 10_000).rows().getLast().cells());
  }

  /** A page that does this to the student that reads it. */
  private static Request.FillPick failing(View.Pick pick, Runnable whenRead) {
    ObjectNode input =
        new ObjectNode(ProtocolJson.MAPPER.getNodeFactory()) {
          private static final long serialVersionUID = 1;

          @Override
          public JsonNode path(String member) {
            whenRead.run();
            return super.path(member);
          }
        };
    input.putObject("json");
    return new Request.FillPick(pick.taskId(), input);
  }

  private View.Pick learn(Request.LearnPick page) {
    return picks.learn(page).pick();
  }

  private List<String> names(String taskId) {
    return picks.table(taskId, 0, 100).rows().stream()
        .map(row -> row.cells().getFirst().getFirst())
        .toList();
  }

  private static RequestFailure refusal(CompletableFuture<Reply> reply) {
    assertTrue(reply.isDone());
    return (RequestFailure) assertThrows(CompletionException.class, reply::join).getCause();
  }

  private long packs() throws IOException {
    try (Stream<Path> packs = Files.list(home.packs())) {
      return packs.count();
    }
  }

  private static Request.LearnPick with(List<PickField> fields, List<List<List<String>>> rows) {
    Request.LearnPick page = page(null, FilledIn.NO, null, "Ada");
    return new Request.LearnPick(
        null,
        page.title(),
        page.url(),
        page.shape(),
        fields,
        page.input(),
        page.output(),
        rows,
        FilledIn.NO,
        null);
  }

  private static Request.LearnPick page(
      String taskId, FilledIn filled, Long replaces, String... names) {
    ObjectNode output = ProtocolJson.MAPPER.createObjectNode();
    List<List<List<String>>> rows = new ArrayList<>();
    for (String name : names) {
      output.withArray("first").add(name);
      rows.add(List.of(List.of(name)));
    }
    return new Request.LearnPick(
        taskId,
        "People",
        URL,
        PickShape.ITEMS,
        List.of(new PickField("first", true)),
        input(names),
        output,
        rows,
        filled,
        replaces);
  }

  private static ObjectNode input(String... names) {
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
    for (String name : names) {
      input.withObject("json").withArray("people").addObject().put("first", name);
    }
    return input;
  }

  /** Ends a distillation with a student that reads the first names. */
  private void learned(int job) throws IOException, PackRefused {
    Path pack = Path.of(jobs.get(job).arguments().path("out").asText());
    JsonPath path =
        new JsonPath(List.of(new Step.Member("people"), new Step.Each(), new Step.Member("first")));
    JsonPaths student =
        new JsonPaths(
            new Form(List.of(new Form.Blank("first", true))),
            List.of(List.of(new JsonPaths.Voice(new Pick(path), 1))));
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode().put("kind", "extract");
    card.putObject("verdict").put("passes", false);
    PackWriter.write(pack, student, card);
    card.put("digest", PackReader.read(pack).digest());
    jobs.get(job).result().complete(card);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean found(String text) throws IOException {
    try (Stream<Path> files = Files.walk(home.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
