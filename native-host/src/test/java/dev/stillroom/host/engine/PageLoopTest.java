package dev.stillroom.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Chosen;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.ChoiceOutcomes;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.ChoiceFinder;
import dev.stillroom.host.task.ChooseKind;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Condition;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the person's choices in a page to what is suggested there. */
class PageLoopTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String SITE = "tracker.localhost";

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private Home home;
  private Journal journal;
  private Settings settings;
  private Choices choices;
  private TaskStore store;
  private Versions versions;
  private Tasks tasks;
  private PageLoop pages;
  private int count;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    choices = new Choices(journal, clock);
    store = new TaskStore(journal, clock);
    Audit audit = new Audit(journal, clock);
    versions = new Versions(journal, audit, clock);
    Predictions predictions = new Predictions(journal);
    Corrections corrections = new Corrections(journal, clock);
    Notices notices = (kind, quiet, task, prediction, act, message) -> {};
    TaskKinds kinds = new TaskKinds(List.of(new ChooseKind(choices)));
    Pool pool = new Pool(home.packs(), 1_000_000);
    Distillation distillation =
        new Distillation(
            home,
            store,
            kinds,
            versions,
            audit,
            notices,
            (classPath, job, arguments, progress) -> new CompletableFuture<>(),
            Runnable::run,
            push -> {});
    tasks = new Tasks(store, kinds, versions, distillation, pool, audit, notices, clock);
    Settlement settlement =
        new Settlement(
            store,
            kinds,
            predictions,
            corrections,
            versions,
            new Succession(journal, kinds, versions, notices),
            notices,
            clock);
    pages =
        new PageLoop(
            settings,
            choices,
            new ChoiceFinder(choices),
            tasks,
            store,
            versions,
            new Decisions(
                store,
                kinds,
                versions,
                predictions,
                corrections,
                pool,
                notices,
                audit,
                clock,
                new Random(1)),
            new ChoiceOutcomes(journal, store, predictions, settlement, clock));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void whatIsChosenAgainAndAgainIsProposedAndSuggestedOnceItIsLearned() throws IOException {
    learned();
    View.Place place = pages.places(SITE).getFirst();
    assertEquals(Trust.SUGGEST, place.trust());
    assertEquals(Chosen.box().keys(), place.keys());
    View.Suggestion sure = suggest(place, issue("a new crash", "crash"));
    assertEquals("bug", sure.label());
    assertEquals(List.of(new View.Reason("kind", "crash")), sure.reasons());
    View.Suggestion unsure = suggest(place, issue("something else", "other"));
    assertEquals(null, unsure.label());
    assertEquals("bug", unsure.guess());
    assertEquals(List.of(), pages.places("other.localhost"));
  }

  @Test
  void lookingAtAPageAgainIsNoSecondPredictionAndItsWordsAreNotKept() throws IOException {
    learned();
    View.Place place = pages.places(SITE).getFirst();
    ObjectNode issue = issue("a crash nobody saw", "crash");
    assertEquals(
        suggest(place, issue).predictionId(), suggest(place, issue.deepCopy()).predictionId());
    assertEquals(1, journal.count("SELECT count(*) FROM prediction"));
    assertEquals(0, journal.count("SELECT count(*) FROM prediction WHERE reasons <> '[]'"));
    assertEquals(0, journal.count("SELECT count(*) FROM choice WHERE input LIKE '%nobody saw%'"));
  }

  @Test
  void theWordsThatAChallengerGoesByAreNotKeptEither() throws IOException {
    String task = learned();
    String digest = pack(new Counts(List.of(8, 0, 0)));
    versions.install(task, digest, "{\"verdict\": {\"passes\": true}}");
    suggest(pages.places(SITE).getFirst(), issue("a crash nobody saw", "crash"));
    assertEquals(1, journal.count("SELECT count(*) FROM prediction WHERE mode = 'shadow'"));
    assertEquals(0, journal.count("SELECT count(*) FROM prediction WHERE reasons <> '[]'"));
  }

  /** In service it would have said nothing, so nothing is held for or against it. */
  @Test
  void aChallengerIsNotJudgedByWhatItWouldNotSay() throws IOException {
    String task = learned();
    versions.install(task, pack(new Counts(List.of(3, 4, 0))), "{\"verdict\": {\"passes\": true}}");
    ObjectNode issue = issue("a new crash", "crash");
    suggest(pages.places(SITE).getFirst(), issue);
    choose("bug", issue);
    assertEquals(
        List.of("offered said agreed", "shadow silent censored"),
        journal.query(
            "SELECT mode || iif(acts, ' said ', ' silent ') || outcome FROM prediction ORDER BY 1",
            row -> row.text(1)));
    assertEquals(0, versions.challenger(task).orElseThrow().sequence().n());
  }

  @Test
  void nothingIsSuggestedWhereThePersonHasChosenOrStoppedEverything() throws IOException {
    learned();
    View.Place place = pages.places(SITE).getFirst();
    ObjectNode issue = issue("a new crash", "crash");
    choose("bug", issue);
    assertEquals(null, suggest(place, issue).predictionId());
    settings.stopped(true);
    assertEquals(null, suggest(place, issue("another crash", "crash")).predictionId());
    assertEquals(Trust.OBSERVE, pages.places(SITE).getFirst().trust());
  }

  @Test
  void noPageAsksAboutMoreThanItMay() throws IOException {
    learned();
    String place = pages.places(SITE).getFirst().id();
    Request.Shown shown = new Request.Shown(issue("a crash", "crash"));
    RequestFailure refused =
        assertThrows(
            RequestFailure.class, () -> pages.suggest(place, Collections.nCopies(1_000, shown)));
    assertEquals(ErrorCode.INVALID_VALUE, refused.code());
    assertThrows(RequestFailure.class, () -> pages.suggest("nowhere", List.of(shown)));
    Request.Shown huge = new Request.Shown(issue("x".repeat(50_000), "crash"));
    assertThrows(RequestFailure.class, () -> pages.suggest(place, List.of(huge)));
  }

  @Test
  void alwaysIsNotForWhatCannotBeTakenBack() throws IOException {
    String task = learned();
    RequestFailure refused = assertThrows(RequestFailure.class, () -> tasks.always(task));
    assertEquals(ErrorCode.NOT_POSSIBLE_NOW, refused.code());
    assertTrue(refused.getMessage().contains("only suggests"), refused.getMessage());
  }

  /** Six choices, a proposal, and a model that knows crashes from all else. */
  private String learned() throws IOException {
    for (int i = 0; i < 6; i++) {
      boolean crash = i % 2 == 0;
      choose(crash ? "bug" : "question", issue("issue " + i, crash ? "crash" : "how"));
    }
    String task = store.all().getFirst().id();
    assertEquals(TaskPhase.PROPOSED, store.get(task).phase());
    String digest = pack(new Counts(List.of(9, 0, 0)));
    store.phase(task, TaskPhase.READY, null);
    versions.install(task, digest, "{\"verdict\": {\"passes\": true}}");
    versions.move(versions.champion(task).orElseThrow(), Cause.LEARNED, "It passed.");
    return task;
  }

  private String pack(Counts crashes) throws IOException {
    Answering answering = new Answering(List.of("bug", "feature", "question"));
    RuleList student =
        new RuleList(
            answering,
            List.of(new RuleList.Rule(List.of(new Condition.Is("kind", "crash")), 0, crashes)),
            new RuleList.Rule(List.of(), 0, new Counts(List.of(1, 1, 1))));
    Files.createDirectories(home.packs());
    String digest = PackWriter.digest(student);
    PackWriter.write(
        home.packs().resolve(digest + ".still"), student, JsonNodeFactory.instance.objectNode());
    return digest;
  }

  private void choose(String label, ObjectNode input) {
    String id = "e" + ++count;
    pages.recorded(Chosen.of(id, NOW, SITE, Chosen.box(), input, label, null));
  }

  private View.Suggestion suggest(View.Place place, ObjectNode input) {
    return pages.suggest(place.id(), List.of(new Request.Shown(input))).getFirst();
  }

  private static ObjectNode issue(String text, String kind) {
    return Chosen.input(text).put("kind", kind);
  }
}
