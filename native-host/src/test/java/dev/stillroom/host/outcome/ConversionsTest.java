package dev.stillroom.host.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.apply.BrowserDecoder;
import dev.stillroom.host.apply.Codecs;
import dev.stillroom.host.apply.Conversion;
import dev.stillroom.host.apply.Decoders;
import dev.stillroom.host.apply.Failpoint;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.ConvertKind;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.GrantedFolders;
import dev.stillroom.host.task.PredictionRow;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUps;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between a decision and its act, with a worker that the test holds up. */
class ConversionsTest {

  private static final String TASK = "convert-jpeg";
  private static final String DEED = "convert:jpeg";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Job(Conversion conversion, CompletableFuture<JsonNode> result) {}

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final List<NoticeKind> told = new ArrayList<>();
  private final ArrayDeque<Runnable> alone = new ArrayDeque<>();
  private final ArrayDeque<Job> jobs = new ArrayDeque<>();
  private Home home;
  private Path folder;
  private Journal journal;
  private Settings settings;
  private TaskStore tasks;
  private Versions versions;
  private Predictions predictions;
  private Downloads downloads;
  private Conversions conversions;
  private int count;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    folder = Files.createDirectories(directory.resolve("Downloads")).toRealPath();
    start();
    tasks.add(
        TASK,
        DEED,
        new View.Conversion("jpeg", false),
        new EvidenceView.Regularity(List.of(), 3, 3, 0, 5));
    tasks.phase(TASK, TaskPhase.READY, null);
    versions.install(TASK, "aa", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(versions.champion(TASK).orElseThrow(), Cause.LEARNED, "It passed.");
    versions.move(versions.champion(TASK).orElseThrow(), Cause.GRANTED, "Always.");
  }

  private void start() {
    alone.clear();
    jobs.clear();
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    tasks = new TaskStore(journal, clock);
    versions = new Versions(journal, new Audit(journal, clock), clock);
    predictions = new Predictions(journal);
    downloads = new Downloads(journal, clock);
    TaskKinds kinds = new TaskKinds(List.of(new ConvertKind(journal)));
    Audit audit = new Audit(journal, clock);
    Settlement settlement =
        new Settlement(
            tasks,
            kinds,
            predictions,
            new Corrections(journal, clock),
            versions,
            new Succession(journal, kinds, versions, this::tell),
            this::tell,
            clock);
    GrantedFolders granted = new GrantedFolders(journal, audit, clock);
    Outcomes outcomes =
        new Outcomes(
            tasks,
            predictions,
            downloads,
            settlement,
            new FilingOutcomes(predictions, settlement, granted, this::tell),
            clock);
    Deeds deeds =
        new Deeds(
            journal,
            downloads,
            new FollowUps() {
              @Override
              public void followedUp(FollowUp followUp) {
                outcomes.followedUp(followUp);
              }

              @Override
              public void takenBack(FollowUp followUp) {
                outcomes.takenBack(followUp);
              }
            });
    Acts acts =
        new Acts(
            journal,
            home,
            (classPath, job, arguments, progress) -> {
              CompletableFuture<JsonNode> result = new CompletableFuture<>();
              jobs.add(new Job(JSON.convertValue(arguments, Conversion.class), result));
              return result;
            },
            alone::add,
            path -> path.startsWith(folder),
            clock,
            new Random(),
            (Failpoint reached) -> {},
            new Decoders(Codecs.available()),
            BrowserDecoder.NONE);
    acts.recover();
    conversions =
        new Conversions(
            journal,
            downloads,
            acts,
            tasks,
            versions,
            predictions,
            new Refusals(settings, tasks, kinds, versions, predictions),
            outcomes,
            this::tell,
            deeds,
            clock);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void tell(
      NoticeKind kind, boolean quiet, String task, String prediction, String act, String message) {
    told.add(kind);
  }

  @Test
  void whatIsTrustedIsAppliedWithANotice() throws Exception {
    conversions.applyByItself(predict(Mode.APPLIED));
    work();
    assertEquals(List.of(NoticeKind.APPLIED), told);
    assertTrue(Files.exists(folder.resolve("d1.jpg")));
    assertFalse(conversions.busy());
  }

  @Test
  void aStopBetweenDecisionAndActWithholdsIt() throws Exception {
    conversions.applyByItself(predict(Mode.APPLIED));
    settings.stopped(true);
    work();
    nothingWasDone();
  }

  @Test
  void aStopWhileTheWorkerConvertsLeavesNoFile() throws Exception {
    conversions.applyByItself(predict(Mode.APPLIED));
    drain();
    settings.stopped(true);
    work();
    nothingWasDone();
  }

  @Test
  void aPauseAGrantTakenBackOrADeletionWithholdsIt() throws Exception {
    PredictionRow prediction = predict(Mode.APPLIED);
    tasks.paused(TASK, true);
    conversions.applyByItself(prediction);
    work();
    nothingWasDone();
    tasks.paused(TASK, false);
    versions.move(versions.champion(TASK).orElseThrow(), Cause.ASK_AGAIN, "Ask first.");
    conversions.applyByItself(predict(Mode.APPLIED));
    work();
    nothingWasDone();
    PredictionRow deleted = predict(Mode.APPLIED);
    tasks.deleteLearned(TASK);
    conversions.applyByItself(deleted);
    work();
    nothingWasDone();
  }

  @Test
  void anOfferIsNotTakenWhileEverythingIsStoppedOrItsTaskIsPaused() {
    PredictionRow offer = predict(Mode.OFFERED);
    settings.stopped(true);
    assertThrows(RequestFailure.class, () -> conversions.take(offer.id()));
    settings.stopped(false);
    assertEquals(1, predictions.openOffers(9).size());
    tasks.paused(TASK, true);
    assertThrows(RequestFailure.class, () -> conversions.take(offer.id()));
    assertTrue(predictions.openOffers(9).isEmpty());
  }

  @Test
  void anOfferForAFileThatWasReplacedLeavesItAlone() throws Exception {
    PredictionRow offer = predict(Mode.OFFERED);
    downloads.digest(offer.subjectId(), digest(file(offer)));
    Files.writeString(file(offer), "another picture");
    CompletableFuture<FilesView.DoneAct> taken = conversions.take(offer.id());
    work();
    assertThrows(CompletionException.class, taken::join);
    assertFalse(Files.exists(folder.resolve("d1.jpg")));
  }

  @Test
  void convertingByHandWhileTheOfferIsTakenMakesOneFile() throws Exception {
    PredictionRow offer = predict(Mode.OFFERED);
    CompletableFuture<FilesView.DoneAct> taken = conversions.take(offer.id());
    assertSame(taken, conversions.take(offer.id()));
    assertSame(taken, conversions.byPerson(offer.subjectId(), "jpeg"));
    assertThrows(RequestFailure.class, () -> conversions.leave(offer.id()));
    work();
    assertEquals(Outcome.AGREED, predictions.find(offer.id()).orElseThrow().outcome());
    assertEquals(2, folder.toFile().list().length);
  }

  @Test
  void afterAFailureThePersonsOwnConversionAgreesAndTheGrantStays() throws Exception {
    PredictionRow prediction = predict(Mode.APPLIED);
    conversions.applyByItself(prediction);
    drain();
    jobs.poll().result().completeExceptionally(new JobFailure("it does not decode"));
    work();
    assertEquals(List.of(NoticeKind.APPLY_FAILED), told);
    conversions.byPerson(prediction.subjectId(), "jpeg");
    work();
    assertEquals(Outcome.AGREED, predictions.find(prediction.id()).orElseThrow().outcome());
    assertEquals(Trust.AUTO_GRANTED, versions.champion(TASK).orElseThrow().trust());
  }

  @Test
  void aFileThatIsGoneIsToldAndKeepsNoEngineBusy() throws Exception {
    PredictionRow prediction = predict(Mode.APPLIED);
    downloads.gone(prediction.subjectId());
    conversions.applyByItself(prediction);
    work();
    assertEquals(List.of(NoticeKind.APPLY_FAILED), told);
    assertFalse(conversions.busy());
  }

  @Test
  void whatWasDecidedAndNotBegunWhenTheEngineDiedIsBegunByTheNextOne() throws Exception {
    predict(Mode.APPLIED);
    journal.close();
    start();
    conversions.catchUp();
    work();
    assertEquals(List.of(NoticeKind.APPLIED), told);
    assertTrue(Files.exists(folder.resolve("d1.jpg")));
  }

  @Test
  void whatWasInterruptedIsToldAsNotDone() throws Exception {
    PredictionRow prediction = predict(Mode.APPLIED);
    conversions.applyByItself(prediction);
    drain();
    journal.close();
    start();
    conversions.catchUp();
    work();
    assertEquals(List.of(NoticeKind.APPLY_FAILED), told);
    assertEquals(Mode.OBSERVED, predictions.find(prediction.id()).orElseThrow().mode());
  }

  private void nothingWasDone() {
    assertTrue(told.isEmpty(), told::toString);
    for (String name : folder.toFile().list()) {
      assertTrue(name.endsWith(".webp"), name);
    }
    assertTrue(predictions.openApplied().isEmpty());
    assertFalse(conversions.busy());
  }

  private void drain() {
    for (Runnable next = alone.poll(); next != null; next = alone.poll()) {
      next.run();
    }
  }

  /** Lets everything run to its end; the workers' conversion is a copy with one more byte. */
  private void work() throws Exception {
    drain();
    for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
      Path source = Path.of(job.conversion().source());
      Path temporary = Path.of(job.conversion().temporary());
      Files.writeString(temporary, Files.readString(source) + "!");
      job.result()
          .complete(
              JSON.valueToTree(
                  new Conversion.Result(
                      1,
                      1,
                      Files.size(temporary),
                      digest(temporary),
                      false,
                      false,
                      false,
                      1,
                      "webp",
                      Files.size(source),
                      digest(source),
                      false)));
      drain();
    }
  }

  private Path file(PredictionRow prediction) {
    return downloads.find(prediction.subjectId()).orElseThrow().path();
  }

  private static String digest(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private PredictionRow predict(Mode mode) {
    Download download = download();
    PredictionRow row =
        new PredictionRow(
            "p" + count,
            TASK,
            "aa",
            download.id(),
            NOW,
            DEED,
            true,
            0.9,
            mode,
            false,
            false,
            "[]",
            null);
    predictions.add(row);
    return row;
  }

  private Download download() {
    String id = "d" + ++count;
    Path path = folder.resolve(id + ".webp");
    try {
      Files.writeString(path, "picture " + id);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    String url = "http://shop.localhost/" + id + ".webp";
    return downloads.add(
        new Event.Download(
            id, NOW, "s", url, url, null, null, null, "image/webp", 10, path.toString()),
        new Downloads.Found(path, true, "1:" + count, 10, null, null));
  }
}
