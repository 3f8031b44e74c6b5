package dev.stillroom.host.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.teacher.HiddenNames;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.Majority;
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

class AsksTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String PROMPT = "Is this a complaint? Answer yes or no.";
  private static final String URL = "https://mail.example/inbox/7?token=secret-query";

  /** A worker that distills what always says "no" and asks a teacher that always says "No.". */
  private final class Helpers implements Workers {
    final List<Job.Progress> asking = new ArrayList<>();
    final List<JsonNode> asked = new ArrayList<>();
    final List<JsonNode> distilled = new ArrayList<>();
    String says = "No.";
    boolean passes = true;
    JobFailure failure;

    /** Where set, a worker answers when this is completed. */
    CompletableFuture<JsonNode> held;

    @Override
    public CompletableFuture<JsonNode> start(
        ClassPath classPath, String job, JsonNode given, Job.Progress progress) {
      JsonNode arguments = given.deepCopy();
      try {
        return switch (job) {
          case "ask" -> ask(arguments, progress);
          case "distill" -> distill(arguments);
          default -> throw new AssertionError(job);
        };
      } catch (Exception broken) {
        throw new AssertionError(broken);
      }
    }

    private CompletableFuture<JsonNode> ask(JsonNode arguments, Job.Progress progress) {
      asked.add(arguments);
      ObjectNode result = ProtocolJson.MAPPER.createObjectNode();
      String all = arguments.path("prompt").asText() + arguments.path("text").asText();
      if (arguments.path("dryRun").asBoolean()) {
        result.put("estimatedTokensIn", 1_000);
        result.put("leavesThisMachine", true).put("digest", "of " + all.hashCode());
        if (all.contains("password:")) {
          result.put("held", "secret");
          result.remove("digest");
        } else {
          result.putNull("held").put("system", arguments.path("prompt").asText());
          result.put("data", arguments.path("text").asText());
        }
        result.putObject("hidden").put("email", 1);
        return CompletableFuture.completedFuture(result);
      }
      assertEquals("of " + all.hashCode(), arguments.path("expect").asText());
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      if (held != null) {
        asking.add(progress);
        return held;
      }
      result.put("answer", says).put("seconds", 2).put("cost", 0.01).put("tokens", 50);
      return CompletableFuture.completedFuture(result.put("bytesSent", 900));
    }

    private CompletableFuture<JsonNode> distill(JsonNode arguments) throws Exception {
      distilled.add(arguments);
      if (held != null) {
        return held;
      }
      if (arguments.path("teacher").path("dryRun").asBoolean()) {
        return CompletableFuture.completedFuture(ProtocolJson.MAPPER.createObjectNode());
      }
      List<String> lines = Files.readAllLines(Path.of(arguments.path("examples").asText()));
      Path pack = Path.of(arguments.path("out").asText());
      ObjectNode card = ProtocolJson.MAPPER.createObjectNode().put("kind", "classify");
      card.put("bytes", 3_000).put("seconds", 0.1);
      card.putObject("verdict")
          .put("better", passes)
          .put("n", lines.size())
          .put("value", passes ? 1.0 : 0.4);
      Majority always = new Majority(new Answering(List.of("No.")), new Counts(List.of(9)));
      PackWriter.write(pack, always, card);
      card.put("digest", PackReader.read(pack).digest());
      return CompletableFuture.completedFuture(card);
    }
  }

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Helpers helpers = new Helpers();
  private final List<Push> pushes = new ArrayList<>();
  private Home home;
  private Journal journal;
  private TaskStore store;
  private Tasks tasks;
  private Versions versions;
  private Settings settings;
  private Asks asks;
  private Specified specified;

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
    Overheard overheard = new Overheard(clock);
    TaskKinds kinds = new TaskKinds(List.of(new AskKind(journal, teaching, overheard, clock)));
    Distillation distillation =
        new Distillation(
            home, store, kinds, versions, audit, nobody, helpers, Runnable::run, push -> {});
    Pool pool = new Pool(home.packs(), 1_000_000);
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, nobody, clock);
    Predictions predictions = new Predictions(journal);
    Corrections corrections = new Corrections(journal, clock);
    Random random = new Random(3);
    Decisions decisions =
        new Decisions(
            store, kinds, versions, predictions, corrections, pool, nobody, audit, clock, random);
    Settlement settlement =
        new Settlement(
            store,
            kinds,
            predictions,
            corrections,
            versions,
            new Succession(journal, kinds, versions, nobody),
            nobody,
            clock);
    asks =
        new Asks(
            home,
            journal,
            settings,
            store,
            tasks,
            versions,
            decisions,
            settlement,
            teaching,
            helpers,
            clock,
            random,
            (delay, task) -> {},
            Runnable::run,
            pushes::add,
            () -> {});
    specified =
        new Specified(
            home,
            journal,
            store,
            distillation,
            teaching,
            helpers,
            clock,
            random,
            Runnable::run,
            () -> {});
    TeacherBook.withFile(home)
        .add(
            new TeacherBook.Entry("cloud", "https://ai.example/v1", "m", null, true, 1.0, 2.0),
            "sk-not-a-real-key");
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Reply.AskPrepared prepare(String prompt, String text, String teacher, boolean insist) {
    return (Reply.AskPrepared)
        asks.prepare(new Request.PrepareAsk(URL, prompt, text, teacher, null, insist)).join();
  }

  private Reply.AskPrepared prepare(int i) {
    return prepare(PROMPT, "Mail number " + i + " of mine.", "cloud", false);
  }

  private Reply.Asked send(Reply.AskPrepared prepared, boolean remember) {
    return (Reply.Asked) asks.send(new Request.SendAsk(prepared.askId(), remember)).join();
  }

  private void askTimes(int times) {
    for (int i = 0; i < times; i++) {
      send(prepare(i), false);
    }
  }

  private TeachView.Question question() {
    return asks.list().questions().getFirst();
  }

  /** Asked so often that the suggestion is there, and taken. */
  private String accepted() {
    askTimes(24);
    String id = store.all().getFirst().id();
    tasks.accept(id);
    asks.steer(new Request.SteerQuestion(id, 0));
    return id;
  }

  @Test
  void nothingIsSentBeforeItWasShownAndSentByThePerson() {
    Reply.AskPrepared prepared = prepare(1);
    assertNull(prepared.answer());
    assertEquals("Mail number 1 of mine.", prepared.send().data());
    assertEquals(List.of(new EvidenceView.Count("email", 1)), prepared.send().hidden());
    assertFalse(prepared.send().trusted());
    assertEquals(1, helpers.asked.size());
    assertTrue(helpers.asked.getFirst().path("dryRun").asBoolean());
    assertTrue(helpers.asked.getFirst().path("key").isMissingNode());
    Reply.Asked asked = send(prepared, false);
    assertEquals("No.", asked.answer());
    assertEquals(0.01, asked.cost());
    assertEquals("sk-not-a-real-key", helpers.asked.get(1).path("key").asText());
    assertThrows(RequestFailure.class, () -> send(prepared, false));
  }

  @Test
  void whatHoldsASecretIsNotSent() {
    Reply.AskPrepared prepared = prepare(PROMPT, "password: hunter22", "cloud", false);
    assertEquals("secret", prepared.send().held());
    assertThrows(RequestFailure.class, () -> send(prepared, false));
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
  }

  @Test
  void consentIsForOneQuestionAndOneTeacherAndCanBeTakenBack() throws IOException {
    send(prepare(1), true);
    assertTrue(prepare(2).send().trusted());
    assertFalse(prepare("Something else about it?", "x", "cloud", false).send().trusted());
    TeacherBook.withFile(home)
        .add(new TeacherBook.Entry("other", "https://b.example/v1", "m", null, false), null);
    assertFalse(prepare(PROMPT, "y", "other", false).send().trusted());
    asks.revoke(new Request.RevokeAsk(question().id(), "cloud"));
    assertFalse(prepare(3).send().trusted());
    send(prepare(3), true);
    asks.revokeAll("cloud");
    assertFalse(prepare(4).send().trusted());
  }

  @Test
  void consentEndsWhereAQuestionComesToStandForMore() {
    send(prepare("Which country is Lyon in?", "", "cloud", false), true);
    assertTrue(prepare("Which country is Lyon in?", "", "cloud", false).send().trusted());
    send(prepare("Which country is Porto in?", "", "cloud", false), false);
    assertFalse(prepare("Which country is Oslo in?", "", "cloud", false).send().trusted());
    assertFalse(prepare("Which country is Lyon in?", "", "cloud", false).send().trusted());
    assertTrue(question().trusted().isEmpty());
    send(prepare("Which country is Oslo in?", "", "cloud", false), true);
    assertTrue(prepare("Which country is Bern in?", "", "cloud", false).send().trusted());
  }

  @Test
  void consentIsNotGivenByTheRequestThatMakesAQuestionStandForMore() {
    send(prepare("Which country is Lyon in?", "", "cloud", false), false);
    send(prepare("Which country is Porto in?", "", "cloud", false), true);
    assertFalse(prepare("Which country is Oslo in?", "", "cloud", false).send().trusted());
    assertTrue(question().trusted().isEmpty());
  }

  private static TeachView.TaskSpec spec(String teacher) {
    return new TeachView.TaskSpec(
        "Complaints",
        "classify",
        "Is it a complaint?",
        List.of("yes", "no"),
        "text\tanswer\nIt came broken.\tyes\nThank you!\tno\nWhere is it?\t",
        teacher,
        0,
        3);
  }

  private Reply.TaskPreview preview(TeachView.TaskSpec spec) {
    return (Reply.TaskPreview) specified.preview(spec, 0).join();
  }

  private String begun(TeachView.TaskSpec spec) {
    return specified.begin(spec, preview(spec).digest()).taskId();
  }

  @Test
  void onlyATaskThatWasShownAsItIsIsMade() throws IOException {
    String shown = preview(spec("cloud")).digest();
    TeachView.TaskSpec longer =
        new TeachView.TaskSpec(
            "Complaints", "classify", "Is it?", List.of(), "A private letter.", "cloud", 0, 3);
    assertThrows(RequestFailure.class, () -> specified.begin(longer, shown));
    assertThrows(RequestFailure.class, () -> specified.begin(spec(null), shown));
    TeacherBook.withFile(home)
        .add(new TeacherBook.Entry("cloud", "https://b.example/v1", "m", null, false), null);
    assertThrows(RequestFailure.class, () -> specified.begin(spec("cloud"), shown));
    assertEquals(0, journal.count("SELECT count(*) FROM question"));
  }

  @Test
  void aTaskSpecifiedByHandIsNoConsentToSendPagesUnshown() {
    String id = begun(spec("cloud"));
    Reply.AskPrepared prepared =
        (Reply.AskPrepared)
            asks.prepare(new Request.PrepareAsk(URL, "Ask", "A letter.", "cloud", id, true)).join();
    assertFalse(prepared.send().trusted());
    assertEquals(List.of("cloud"), question().trusted(), "what a lesson sends can be taken back");
    asks.revoke(new Request.RevokeAsk(id, "cloud"));
    assertTrue(question().trusted().isEmpty());
  }

  @Test
  void aLessonShowsItsTeacherNoPageThatWasAskedAbout() {
    String id = begun(spec("cloud"));
    Reply.AskPrepared prepared =
        (Reply.AskPrepared)
            asks.prepare(new Request.PrepareAsk(URL, "Ask", "A letter.", "cloud", id, true)).join();
    send(prepared, false);
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode().put("text", "Where is it?");
    specified.answer(new Request.AnswerQuestion(id, input, "no"));
    List<String> texts =
        new AskKind(
                journal,
                new Teaching(home, settings, clock, Runnable::run, Runnable::run),
                new Overheard(clock),
                clock)
            .labels(store.get(id)).stream().map(one -> one.input().path("text").asText()).toList();
    assertEquals(List.of("It came broken.", "Thank you!", "Where is it?"), texts);
  }

  @Test
  void onceItWasTaughtATaskIsLearnedAgainWithoutAskingItsTeacher() throws IOException {
    String id = begun(spec("cloud"));
    assertFalse(helpers.distilled.getLast().path("teacher").has("recall"), "that was shown");
    assertEquals(TaskPhase.READY, store.get(id).phase());
    new Teaching(home, settings, clock, Runnable::run, Runnable::run)
        .set(new Request.SetTeaching(0.0, List.of()));
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode().put("text", "Where is it?");
    specified.answer(new Request.AnswerQuestion(id, input, "no"));
    int before = helpers.distilled.size();
    tasks.retrainAtIdle();
    tasks.retrain(id);
    assertEquals(before + 2, helpers.distilled.size());
    for (JsonNode arguments : helpers.distilled.subList(before, before + 2)) {
      JsonNode teacher = arguments.path("teacher");
      assertTrue(teacher.path("recall").asBoolean(), arguments::toString);
      assertFalse(teacher.has("key"), "nobody needs it");
    }
  }

  @Test
  void anAnswerThatFailsIsToldAndKeepsNothing() {
    helpers.failure = new JobFailure("the teacher at ai.example refuses the key");
    Reply.AskPrepared prepared = prepare(1);
    CompletionException told = assertThrows(CompletionException.class, () -> send(prepared, false));
    assertInstanceOf(RequestFailure.class, told.getCause());
    assertTrue(told.getCause().getMessage().contains("refuses the key"));
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
  }

  @Test
  void whatIsHeardOfAnAnswerIsToldWhileItComes() {
    helpers.held = new CompletableFuture<>();
    Reply.AskPrepared prepared = prepare(1);
    CompletableFuture<Reply> answer = asks.send(new Request.SendAsk(prepared.askId(), false));
    for (String soFar : List.of("No, it", "No, it is not.")) {
      helpers
          .asking
          .getFirst()
          .partial(ProtocolJson.MAPPER.createObjectNode().put("answer", soFar));
    }
    assertEquals(
        List.of(
            new Push.Heard(prepared.askId(), "No, it"),
            new Push.Heard(prepared.askId(), "No, it is not.")),
        pushes);
    assertFalse(answer.isDone());
    helpers.held.complete(
        ProtocolJson.MAPPER.createObjectNode().put("answer", "No, it is not.").put("tokens", 9));
    assertEquals("No, it is not.", ((Reply.Asked) answer.join()).answer());
    helpers.asking.getFirst().partial(ProtocolJson.MAPPER.createObjectNode().put("answer", "?"));
    assertEquals(2, pushes.size(), "what comes after the answer is of nothing");
  }

  @Test
  void anAnswerThatBrokeOffIsShownAsFarAsItCameAndNothingIsLearnedFromIt() {
    helpers.held =
        CompletableFuture.completedFuture(
            ProtocolJson.MAPPER.createObjectNode().put("answer", "No, it").put("partial", true));
    Reply.Asked asked = send(prepare(1), false);
    assertTrue(asked.partial());
    assertEquals("No, it", asked.answer());
    assertNull(asked.agreed());
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
  }

  @Test
  void anAnswerThatThePersonStopsIsPaidForByAnEstimate() throws IOException {
    helpers.held = new CompletableFuture<>();
    Reply.AskPrepared prepared = prepare(1);
    CompletableFuture<Reply> answer = asks.send(new Request.SendAsk(prepared.askId(), false));
    helpers
        .asking
        .getFirst()
        .partial(ProtocolJson.MAPPER.createObjectNode().put("answer", "No, it is"));
    // What the worker put aside before it asked, and did not live to take back.
    Ledger.Sent sent = new Ledger.Sent(NOW, "ai.example", "m", true, 9, "ask");
    new Ledger(home.teacher()).sent(sent, 0.04, 0);
    asks.drop(prepared.askId());
    assertTrue(helpers.held.isCancelled() && answer.isCompletedExceptionally());
    Ledger.Total total = new Ledger(home.teacher()).total();
    assertEquals(1_003, total.tokensIn() + total.tokensOut());
    assertEquals((1_000 * 1.0 + 3 * 2.0) / 1e6, total.cost(), 1e-12);
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
    Reply.AskPrepared unsent = prepare(2);
    asks.drop(unsent.askId());
    assertEquals(total, new Ledger(home.teacher()).total(), "what was not sent costs nothing");
  }

  @Test
  void itIsSuggestedOnceASmallModelWouldSurelyHaveAgreedOftenEnough() {
    askTimes(15);
    assertTrue(store.all().isEmpty(), "a bound of 80 % takes more");
    askTimes(9);
    var task = store.all().getFirst();
    assertEquals(TaskPhase.PROPOSED, task.phase());
    EvidenceView.AskedOften evidence = (EvidenceView.AskedOften) task.evidence();
    assertEquals(evidence.tried(), evidence.agreed());
    assertTrue(evidence.bound() >= 0.8, evidence::toString);
    assertEquals(3_000, evidence.bytes());
    // Before the yes the teacher is asked as before.
    assertNull(prepare(99).answer());
  }

  @Test
  void aModelThatIsNoBetterThanAlwaysTheSameIsNotSuggested() {
    helpers.passes = false;
    askTimes(40);
    assertTrue(store.all().isEmpty());
    assertTrue(helpers.distilled.size() < 12, "it is not tried at every answer");
  }

  @Test
  void onceAcceptedTheSmallModelAnswersAndNothingLeaves() {
    accepted();
    int before = helpers.asked.size();
    Reply.AskPrepared prepared = prepare(50);
    assertEquals("No.", prepared.answer());
    assertNull(prepared.send());
    assertEquals(before, helpers.asked.size());
    assertEquals(1, question().answered());
    assertEquals(2, question().savedSeconds(), 1e-9);
    assertEquals(0.01, question().savedCost(), 1e-9);
    // Also where no teacher is chosen at all.
    assertEquals("No.", prepare(PROMPT, "Mail.", null, false).answer());
    settings.stopped(true);
    assertNull(prepare(51).answer());
  }

  @Test
  void someAnswersAreCheckedAndTheTeachersWordIsTheOutcome() {
    String id = accepted();
    asks.steer(new Request.SteerQuestion(id, 1));
    Reply.AskPrepared prepared = prepare(60);
    assertTrue(prepared.check());
    assertNotNull(prepared.send());
    helpers.says = "no";
    assertEquals(true, send(prepared, false).agreed());
    assertEquals(1, versions.champion(id).orElseThrow().sequence().agreements());
    helpers.says = "Yes, surely.";
    assertEquals(false, send(prepare(61), false).agreed());
    assertEquals(2, versions.champion(id).orElseThrow().sequence().n());
    assertTrue(store.get(id).retrain());
    assertEquals(2, question().checked());
    assertEquals(1, question().agreed());
    // The correction sticks at once.
    asks.steer(new Request.SteerQuestion(id, 0));
    assertEquals("Yes, surely.", prepare(61).answer());
    assertEquals("No.", prepare(62).answer(), "another text is another matter");
  }

  @Test
  void thePersonMayWantTheTeacherWhateverTheSmallModelSays() {
    accepted();
    Reply.AskPrepared prepared = prepare(PROMPT, "Mail 70", "cloud", true);
    assertEquals("No.", prepared.answer());
    assertTrue(prepared.check());
    assertEquals(true, send(prepared, false).agreed());
  }

  @Test
  void theSameTextCountsOnceAndWhatWasLearnedFromNever() {
    String id = accepted();
    assertEquals(
        true, send(prepare(PROMPT, "Mail number 3 of mine.", "cloud", true), false).agreed());
    assertEquals(0, versions.champion(id).orElseThrow().sequence().n());
    for (int i = 0; i < 3; i++) {
      send(prepare(PROMPT, "Mail 70", "cloud", true), false);
    }
    assertEquals(1, versions.champion(id).orElseThrow().sequence().n());
    assertEquals(1, question().checked());
    helpers.says = "Yes.";
    assertEquals(false, send(prepare(PROMPT, "Mail 70", "cloud", true), false).agreed());
    assertEquals(1, versions.champion(id).orElseThrow().sequence().n());
    assertTrue(store.get(id).retrain());
  }

  @Test
  void promptsThatDifferInOnePlaceLearnTogether() {
    send(prepare("Which country is Lyon in?", "", "cloud", false), false);
    send(prepare("Which country is Porto in?", "", "cloud", false), false);
    assertEquals("Which country is … in?", question().frame().replace(" ?", "?"));
    assertEquals(2, question().asked());
    assertEquals(
        List.of("{\"text\":\"Lyon\"}", "{\"text\":\"Porto\"}"),
        journal.query("SELECT input FROM ask ORDER BY input", row -> row.text(1)));
  }

  @Test
  void theBrowsersOwnModelIsATeacherLikeOthers() {
    for (int i = 0; i < 24; i++) {
      Reply.AskPrepared prepared = prepare(PROMPT, "Mail " + i, null, false);
      assertNull(prepared.send());
      asks.note(new Request.NoteAnswer(prepared.askId(), "No.", 0.5));
    }
    assertEquals(TaskPhase.PROPOSED, store.all().getFirst().phase());
    assertThrows(
        RequestFailure.class, () -> asks.note(new Request.NoteAnswer("ask-unknown", "No.", 1)));
    Reply.AskPrepared prepared = prepare(PROMPT, "Mail", null, false);
    assertThrows(
        RequestFailure.class,
        () -> asks.note(new Request.NoteAnswer(prepared.askId(), "x".repeat(9_000), 1)));
  }

  @Test
  void whoeverAnswersIsAskedWhatTheAnswerIsKeptUnder() {
    assertEquals(PROMPT, prepare("  " + PROMPT + "\n", "Mail", null, false).prompt());
    String id = begun(spec(null));
    Reply.AskPrepared byHand =
        (Reply.AskPrepared)
            asks.prepare(new Request.PrepareAsk(URL, "Typed before", "Mail", null, id, true))
                .join();
    assertEquals("Is it a complaint?\nAnswer with exactly one of: yes; no", byHand.prompt());
  }

  @Test
  void theMonthlyBudgetIsHard() throws IOException {
    Teaching teaching = new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    teaching.set(new Request.SetTeaching(0.5, List.of("Grace Hopper")));
    prepare(1);
    assertEquals(0.5, helpers.asked.getFirst().path("monthlyCost").asDouble());
    assertEquals("Grace Hopper", helpers.asked.getFirst().path("hide").path(0).asText());
    new Ledger(home.teacher())
        .used(new Ledger.Sent(NOW, "ai.example", "m", true, 9, "t"), 1, 1, 0.5);
    RequestFailure spent = assertThrows(RequestFailure.class, () -> prepare(2));
    assertTrue(spent.getMessage().contains("budget"), spent.getMessage());
    TeacherBook.withFile(home)
        .add(new TeacherBook.Entry("unpriced", "https://c.example", "m", null, false), null);
    RequestFailure unknown =
        assertThrows(RequestFailure.class, () -> prepare(PROMPT, "x", "unpriced", false));
    assertTrue(unknown.getMessage().contains("price"), unknown.getMessage());
    Reply.Teachers listed = (Reply.Teachers) teaching.list().join();
    assertEquals(0.5, listed.spent());
    assertFalse(listed.toString().contains("sk-not-a-real-key"));
  }

  @Test
  void aSiteIsForgottenWithEverythingThatWasAskedAboutIt() throws IOException {
    String id = accepted();
    assertTrue(found("Mail number 3 of mine"));
    assertFalse(found("secret-query"));
    new Forget(journal, clock).site("mail.example");
    assertFalse(found("Mail number 3 of mine"));
    assertFalse(found("mail.example"));
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
    assertTrue(versions.champion(id).isEmpty(), "what was learned from it is gone too");
    new Forget(journal, clock).task(id);
    assertFalse(found("Is this a complaint"));
    assertEquals(0, journal.count("SELECT count(*) FROM question"));
  }

  @Test
  void questionsThatDidNotComeBackExpire() {
    send(prepare("What is this about?", "x", "cloud", false), true);
    asks.expire(NOW.plusSeconds(1));
    assertEquals(0, journal.count("SELECT count(*) FROM question"));
    assertEquals(0, journal.count("SELECT count(*) FROM ask_consent"));
    askTimes(3);
    asks.expire(NOW.plusSeconds(1));
    assertEquals(0, journal.count("SELECT count(*) FROM question"), "nobody wanted it learned");
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
    String id = accepted();
    asks.expire(NOW.plusSeconds(1));
    assertEquals(24, question().asked());
    assertEquals(id, question().id());
  }

  @Test
  void whatASmallModelWasAskedAboutIsNotKept() throws IOException {
    accepted();
    prepare(PROMPT, "A letter that only the small model saw.", null, false);
    asks.expire(NOW.plusSeconds(1));
    new Forget(journal, clock).since(NOW.plusSeconds(60));
    assertFalse(found("only the small model saw"));
    assertEquals(1, question().answered());
    assertEquals(24, question().asked());
  }

  private void answered(String text, String teacher) {
    Reply.AskPrepared prepared = prepare("What does this letter want?", text, teacher, true);
    if (teacher == null) {
      asks.note(new Request.NoteAnswer(prepared.askId(), helpers.says, 1));
    } else {
      send(prepared, true);
    }
  }

  private void nothingIsKept() {
    for (String table : List.of("question", "ask", "ask_consent", "prediction")) {
      assertEquals(0, journal.count("SELECT count(*) FROM " + table), table);
    }
  }

  @Test
  void aSecretOrTheNumberOfACardIsNotKeptWhoeverAnswers() {
    answered("Pay with 4111 1111 1111 1111, please.", "cloud");
    assertFalse(helpers.asked.getLast().path("keep").asBoolean(true));
    answered("Pay with 4111 1111 1111 1111, please.", null);
    answered("password: hunter22", null);
    nothingIsKept();
    helpers.says = "It says that your code is 482913.";
    answered("A letter.", null);
    nothingIsKept();
    answered("Another letter.", "cloud");
    assertEquals(0, journal.count("SELECT count(*) FROM ask"));
  }

  @Test
  void nothingIsKeptAndNothingLeavesUnshownWhileRecordingOrTheSiteIsPaused() {
    settings.recordingPaused(true);
    answered("A letter.", "cloud");
    answered("A letter.", null);
    nothingIsKept();
    settings.recordingPaused(false);
    settings.pauseSite("mail.example", true);
    answered("A letter.", "cloud");
    nothingIsKept();
    settings.pauseSite("mail.example", false);
    send(prepare(1), true);
    assertTrue(prepare(1).send().trusted());
    settings.pauseSite("mail.example", true);
    assertFalse(prepare(1).send().trusted());
  }

  @Test
  void aSmallModelAnswersWhileRecordingIsPausedAndNothingIsKeptOfIt() {
    accepted();
    long rows = journal.count("SELECT count(*) FROM ask");
    long predictions = journal.count("SELECT count(*) FROM prediction");
    settings.recordingPaused(true);
    assertEquals("No.", prepare(80).answer());
    assertEquals(true, send(prepare(PROMPT, "Mail 81", "cloud", true), false).agreed());
    assertEquals(rows, journal.count("SELECT count(*) FROM ask"));
    assertEquals(predictions, journal.count("SELECT count(*) FROM prediction"));
  }

  private List<String> scratch() throws IOException {
    try (Stream<Path> files = Files.list(home.scratch())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void anAnswerThatComesAfterForgettingIsNotKept() {
    send(prepare(1), false);
    Reply.AskPrepared prepared = prepare(2);
    // It cannot be cancelled any more: its answer is on its way.
    helpers.held =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean interrupt) {
            return false;
          }
        };
    CompletableFuture<Reply> reply = asks.send(new Request.SendAsk(prepared.askId(), false));
    asks.forget();
    helpers.held.complete(ProtocolJson.MAPPER.createObjectNode().put("answer", "No."));
    assertTrue(reply.isCompletedExceptionally());
    assertEquals(1, journal.count("SELECT count(*) FROM ask"));
  }

  @Test
  void aTrialIsCancelledByForgettingAndLeavesNoTextBehind() throws IOException {
    askTimes(9);
    Reply.AskPrepared tenth = prepare(PROMPT, "Mail 10", null, false);
    helpers.held = new CompletableFuture<>();
    asks.note(new Request.NoteAnswer(tenth.askId(), "No.", 1));
    assertTrue(asks.busy());
    assertEquals(1, scratch().size());
    asks.forget();
    assertTrue(helpers.held.isCancelled());
    assertFalse(asks.busy());
    assertEquals(List.of(), scratch());
  }

  @Test
  void aPreviewIsCancelledByForgettingAndLeavesNoRowBehind() throws IOException {
    helpers.held = new CompletableFuture<>();
    CompletableFuture<Reply> preview = specified.preview(spec("cloud"), 0);
    assertEquals(2, scratch().size());
    specified.forget();
    assertTrue(preview.isCompletedExceptionally());
    assertEquals(List.of(), scratch());
  }

  @Test
  void whoIsHiddenFromTeachersStaysHiddenWhenEverythingIsForgotten() throws IOException {
    Teaching teaching = new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    teaching.set(new Request.SetTeaching(null, List.of("Grace Hopper")));
    new Forget(journal, clock).everything();
    assertEquals(List.of("Grace Hopper"), teaching.hidden());
    assertEquals(List.of("Grace Hopper"), new HiddenNames(home).list(), "commands read it, too");
  }

  @Test
  void whoWasHiddenBeforeStaysHidden() throws IOException {
    settings.put("hiddenNames", ProtocolJson.MAPPER.createArrayNode().add("Grace Hopper"));
    Teaching teaching = new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    assertEquals(List.of("Grace Hopper"), teaching.hidden());
    assertEquals(List.of("Grace Hopper"), new HiddenNames(home).list());
    assertTrue(settings.get("hiddenNames").isEmpty(), "there is one list");
  }

  @Test
  void whoWasHiddenStaysHiddenWhereTheListCannotBeMoved(@TempDir Path elsewhere)
      throws IOException {
    settings.put("hiddenNames", ProtocolJson.MAPPER.createArrayNode().add("Grace Hopper"));
    Files.move(home.teacher(), elsewhere.resolve("aside"));
    Files.createSymbolicLink(home.teacher(), elsewhere);
    Teaching teaching = new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    assertEquals(List.of("Grace Hopper"), teaching.hidden());
    Files.delete(home.teacher());
    new Teaching(home, settings, clock, Runnable::run, Runnable::run);
    assertEquals(List.of("Grace Hopper"), new HiddenNames(home).list(), "at the next start");
  }

  @Test
  void whatIsTakenBackIsNotSent() {
    Reply.AskPrepared prepared = prepare(1);
    asks.drop(prepared.askId());
    assertThrows(RequestFailure.class, () -> send(prepared, false));
    asks.drop("ask-unknown");
    assertFalse(asks.busy());
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
