package dev.stillroom.host.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Version.Role;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pool.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a task, with distillations that the test ends. */
class TasksTest {

  private static final String TASK = "convert-jpeg";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private record Job(JsonNode arguments, CompletableFuture<JsonNode> result) {}

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final List<NoticeKind> told = new ArrayList<>();
  private final List<Job> jobs = new ArrayList<>();
  private Home home;
  private Journal journal;
  private TaskStore store;
  private Versions versions;
  private Distillation distillation;
  private Tasks tasks;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    start();
    store.add(
        TASK,
        "convert:jpeg",
        new View.Conversion("jpeg", false),
        new EvidenceView.Regularity(List.of(), 3, 3, 0, 5));
  }

  private void start() {
    journal = Journal.open(home.journal());
    Audit audit = new Audit(journal, clock);
    store = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    Notices notices = (kind, quiet, task, prediction, act, message) -> told.add(kind);
    distillation =
        new Distillation(
            home,
            store,
            new TaskKinds(List.of(new ConvertKind(journal))),
            versions,
            audit,
            notices,
            (classPath, job, arguments, progress) -> {
              CompletableFuture<JsonNode> result = new CompletableFuture<>();
              jobs.add(new Job(arguments, result));
              return result;
            },
            Runnable::run,
            push -> {});
    Pool pool = new Pool(home.packs(), 1_000_000);
    tasks =
        new Tasks(
            store,
            new TaskKinds(List.of(new ConvertKind(journal))),
            versions,
            distillation,
            pool,
            audit,
            notices,
            clock);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void whatWasBeingLearnedWhenTheEngineDiedIsLearnedByTheNextOne() throws IOException {
    tasks.accept(TASK);
    journal.close();
    start();
    distillation.resume();
    tasks.retrainAtIdle();
    assertEquals(2, jobs.size());
    finish(1, "aa");
    assertEquals(Trust.SUGGEST, versions.champion(TASK).orElseThrow().trust());
  }

  @Test
  void aTaskDeletedWhileItIsLearnedStaysDeletedAndCanBeAcceptedAgainAtOnce() throws IOException {
    tasks.accept(TASK);
    tasks.delete(TASK);
    assertEquals(TaskPhase.DISMISSED, store.get(TASK).phase());
    assertTrue(jobs.getFirst().result().isCancelled());
    assertTrue(told.isEmpty(), told::toString);
    tasks.accept(TASK);
    assertEquals(TaskPhase.DISTILLING, store.get(TASK).phase());
    finish(1, "aa");
    assertEquals("aa", versions.champion(TASK).orElseThrow().digest());
    assertEquals(List.of("aa.still"), packs());
  }

  @Test
  void whatWasDismissedNeverComesBackByItselfAndIsLearnedOnceThePersonWantsIt() throws IOException {
    tasks.dismiss(TASK);
    for (int times : new int[] {6, 7, 40, 4_000}) {
      tasks.found(done(times));
      assertEquals(TaskPhase.DISMISSED, store.get(TASK).phase(), times + " times");
    }
    assertTrue(told.isEmpty(), told::toString);
    tasks.accept(TASK);
    finish(0, "aa");
    assertEquals("aa", versions.champion(TASK).orElseThrow().digest());

    tasks.delete(TASK);
    told.clear();
    tasks.found(done(8_000));
    assertEquals(TaskPhase.DISMISSED, store.get(TASK).phase());
    assertTrue(told.isEmpty(), told::toString);
  }

  private static Routine done(int times) {
    return new Routine(
        "convert:jpeg",
        "convert:jpeg",
        new View.Conversion("jpeg", false),
        new EvidenceView.Regularity(List.of(), times, times, 0, 5),
        true,
        "done " + times + " times");
  }

  @Test
  void whatIsForgottenWhileItIsLearnedFromIsLearnedWithoutIt() throws IOException {
    tasks.accept(TASK);
    distillation.startOver();
    assertTrue(jobs.getFirst().result().isCancelled());
    assertEquals(0, Files.list(home.scratch()).count());
    tasks.retrainAtIdle();
    finish(1, "aa");
    assertEquals("aa", versions.champion(TASK).orElseThrow().digest());
  }

  @Test
  void aChallengerThatMadeNoErrorIsNotReplacedByAnother() throws IOException {
    learn("aa");
    store.retrain(TASK, true);
    tasks.retrainAtIdle();
    finish(1, "bb");
    store.retrain(TASK, true);
    tasks.retrainAtIdle();
    assertEquals(2, jobs.size());
    predict("bb", "shadow", "disagreed");
    tasks.retrainAtIdle();
    finish(2, "cc");
    assertEquals("cc", versions.challenger(TASK).orElseThrow().digest());
    assertEquals(List.of("aa.still", "cc.still"), packs());
  }

  @Test
  void aFormerChampionIsKeptToGoBackTo() throws IOException {
    learn("aa");
    predict("aa", "offered", "agreed");
    store.retrain(TASK, true);
    tasks.retrainAtIdle();
    finish(1, "bb");
    versions.move(versions.champion(TASK).orElseThrow(), Cause.RETIRED, "", Role.PREVIOUS);
    versions.prune(TASK);
    distillation.sweepPacks();
    assertEquals(List.of("aa.still", "bb.still"), packs());
  }

  @Test
  void goingBackToAVersionWhoseFileIsGoneIsRefusedAndChangesNothing() throws IOException {
    learn("aa");
    store.retrain(TASK, true);
    tasks.retrainAtIdle();
    finish(1, "bb");
    Files.delete(home.packs().resolve("bb.still"));
    RequestFailure refused = assertThrows(RequestFailure.class, () -> tasks.rollback(TASK, "bb"));
    assertEquals(ErrorCode.PACK_REFUSED, refused.code());
    assertEquals("aa", versions.champion(TASK).orElseThrow().digest());
  }

  @Test
  void whoWantsToBeAskedFirstIsNotOverruledByTheNextAgreement() throws IOException {
    learn("aa");
    journal.update("UPDATE model SET trust = 'AUTO_EARNED', n = 200, agreements = 200");
    tasks.askAgain(TASK);
    assertEquals(Trust.SUGGEST, versions.champion(TASK).orElseThrow().trust());
    assertEquals(0, versions.champion(TASK).orElseThrow().sequence().n());
  }

  @Test
  void aFailureOnTheWayLeavesATaskThatCanBeAcceptedAgain() {
    tasks.accept(TASK);
    jobs.getFirst().result().complete(card("aa")); // Without a pack.
    assertEquals(TaskPhase.FAILED, store.get(TASK).phase());
    assertFalse(distillation.busy());
    assertEquals(List.of(NoticeKind.NOT_LEARNED), told);
  }

  @Test
  void aChallengerThatCannotBeDistilledIsNotTriedAgainAndAgain() throws IOException {
    learn("aa");
    journal.update("UPDATE task SET subjects = 1");
    for (int i = 0; i < 30; i++) {
      journal.update(
          "INSERT INTO download (id, event_id, time, site, name, path, bytes, allowed, input,"
              + " state, closes) VALUES (?1, ?1, 0, '', ?1, ?1, 1, 1, '{}', 'open', 0)",
          "d" + i);
    }
    tasks.retrainAtIdle();
    assertEquals(2, jobs.size());
    jobs.get(1).result().completeExceptionally(new JobFailure("no memory"));
    tasks.retrainAtIdle();
    assertEquals(2, jobs.size());
    assertEquals("aa", versions.champion(TASK).orElseThrow().digest());
  }

  private void learn(String digest) throws IOException {
    tasks.accept(TASK);
    finish(0, digest);
  }

  private void finish(int job, String digest) throws IOException {
    Files.writeString(Path.of(jobs.get(job).arguments().path("out").asText()), digest);
    jobs.get(job).result().complete(card(digest));
  }

  private static ObjectNode card(String digest) {
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    card.put("digest", digest).put("student", "rules").put("bytes", 100).put("seconds", 1.0);
    card.putObject("verdict").put("passes", true).put("value", 1.0).put("low", 0.4);
    return card;
  }

  private List<String> packs() throws IOException {
    try (var files = Files.list(home.packs())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void predict(String digest, String mode, String outcome) {
    journal.update(
        "INSERT INTO prediction (id, task_id, model_digest, subject_id, time, output, confidence,"
            + " mode, reasons, outcome) VALUES (?,?,?,'d',?,'convert:jpeg',0.9,?,'[]',?)",
        digest + mode,
        TASK,
        digest,
        NOW.toEpochMilli(),
        mode,
        outcome);
  }
}
