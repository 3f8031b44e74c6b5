package dev.stillroom.host.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
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
import dev.stillroom.host.task.Subject;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import dev.stillroom.host.watch.FollowUps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomesTest {

  private static final String TASK = "convert-jpeg";
  private static final String DEED = "convert:jpeg";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final List<NoticeKind> told = new ArrayList<>();
  private Journal journal;
  private TaskStore tasks;
  private Versions versions;
  private Predictions predictions;
  private Corrections corrections;
  private Downloads downloads;
  private Deeds deeds;
  private Outcomes outcomes;
  private int count;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    Audit audit = new Audit(journal, clock);
    tasks = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    predictions = new Predictions(journal);
    corrections = new Corrections(journal, clock);
    downloads = new Downloads(journal, clock);
    TaskKinds kinds = new TaskKinds(List.of(new ConvertKind(journal)));
    Succession succession = new Succession(journal, kinds, versions, this::tell);
    Settlement settlement =
        new Settlement(
            tasks, kinds, predictions, corrections, versions, succession, this::tell, clock);
    GrantedFolders granted = new GrantedFolders(journal, audit, clock);
    FilingOutcomes filings = new FilingOutcomes(predictions, settlement, granted, this::tell);
    outcomes = new Outcomes(tasks, predictions, downloads, settlement, filings, clock);
    deeds =
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
                deeds.of(followUp.downloadId()).forEach(outcomes::followedUp);
              }
            });
    tasks.add(
        TASK,
        DEED,
        new View.Conversion("jpeg", false),
        new EvidenceView.Regularity(List.of(), 3, 3, 0, 5));
    tasks.phase(TASK, TaskPhase.READY, null);
    versions.install(TASK, "aa", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(champion(), Cause.LEARNED, "It passed.");
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
  void anOfferThatWasTakenAgreesAndOneThatWasLeftDisagrees() {
    outcomes.taken(predict("aa", DEED, Mode.OFFERED));
    outcomes.left(predict("aa", DEED, Mode.OFFERED));
    assertEquals(new Sequence(2, 1), champion().sequence());
  }

  @Test
  void anOfferThatWasIgnoredSaysNothing() {
    PredictionRow offer = predict("aa", DEED, Mode.OFFERED);
    did(offer, new Deed.Left(), Actor.OUTSIDE);
    assertEquals(new Sequence(0, 0), champion().sequence());
    assertEquals(Outcome.CENSORED, predictions.find(offer.id()).orElseThrow().outcome());
  }

  @Test
  void convertingByHandWhatWasOfferedAgrees() {
    did(predict("aa", DEED, Mode.OFFERED), converted("jpeg"), Actor.OUTSIDE);
    assertEquals(new Sequence(1, 1), champion().sequence());
  }

  @Test
  void convertingToSomethingElseDisagrees() {
    did(predict("aa", DEED, Mode.OFFERED), converted("png"), Actor.OUTSIDE);
    assertEquals(new Sequence(1, 0), champion().sequence());
  }

  @Test
  void whatTheModelMissedIsACorrectionButNoEvidenceAgainstItsActs() {
    PredictionRow missed = predict("aa", "leave", Mode.OBSERVED);
    did(missed, converted("jpeg"), Actor.OUTSIDE);
    assertEquals(new Sequence(0, 0), champion().sequence());
    assertEquals(Optional.of(DEED), corrections.of(TASK, subject(missed)));
    assertTrue(tasks.get(TASK).retrain());
  }

  @Test
  void silenceAfterAnActSaysNothing() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    did(applied, new Deed.Left(), Actor.OUTSIDE);
    assertEquals(new Sequence(0, 0), champion().sequence());
  }

  @Test
  void anUndoAtAutoCountsAsAnErrorAndTakesTheGrantBack() {
    versions.move(champion(), Cause.GRANTED, "Always.");
    tasks.granted(TASK, NOW);
    outcomes.undone(predict("aa", DEED, Mode.APPLIED).id());
    assertEquals(new Sequence(1, 0), champion().sequence());
    assertEquals(Trust.SUGGEST, champion().trust());
    assertEquals(null, tasks.get(TASK).grantedAt());
    assertTrue(told.contains(NoticeKind.TRUST_FELL));
    assertTrue(tasks.get(TASK).retrain());
  }

  @Test
  void undoingAnOfferThatWasTakenMakesItsAgreementADisagreement() {
    PredictionRow offer = predict("aa", DEED, Mode.OFFERED);
    outcomes.taken(offer);
    outcomes.undone(offer.id());
    assertEquals(new Sequence(1, 0), champion().sequence());
  }

  @Test
  void aCorrectionSticksForTheSamePictureUnderTheNameOfACopy() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    outcomes.undone(applied.id());
    Download download = downloads.find(applied.subjectId()).orElseThrow();
    ObjectNode copy = download.input().deepCopy();
    copy.put("name", download.name().replace(".webp", " (1).webp"));
    assertEquals(Optional.of("leave"), corrections.of(TASK, copied(copy)));
    copy.put("bytes", 99_999);
    assertEquals(Optional.empty(), corrections.of(TASK, copied(copy)));
  }

  @Test
  void enoughAgreementEarnsAutoAndOneErrorMakesItTakeLonger() {
    outcomes.left(predict("aa", DEED, Mode.OFFERED));
    int n = 1;
    while (champion().trust() == Trust.SUGGEST && n < 400) {
      outcomes.taken(predict("aa", DEED, Mode.OFFERED));
      n++;
    }
    assertEquals(Trust.AUTO_EARNED, champion().trust());
    assertTrue(champion().sequence().bound() >= 0.95);
    assertTrue(n > 90 && n < 200, "earned after " + n);
    assertTrue(told.contains(NoticeKind.TRUST_ROSE));
  }

  @Test
  void aFallAfterEarningIsNoticedWithinAFewUndosAndStartsTheEvidenceAnew() {
    while (champion().trust() == Trust.SUGGEST) {
      outcomes.taken(predict("aa", DEED, Mode.OFFERED));
    }
    int undos = 0;
    while (champion().trust() == Trust.AUTO_EARNED && undos < 20) {
      outcomes.undone(predict("aa", DEED, Mode.APPLIED).id());
      undos++;
    }
    assertEquals(Trust.SUGGEST, champion().trust());
    assertTrue(undos > 1 && undos < 8, "fell after " + undos);
    assertEquals(new Sequence(0, 0), champion().sequence());
  }

  @Test
  void whatOnlyWatchesFallsNoFurther() {
    for (int i = 0; champion().trust() == Trust.SUGGEST && i < 20; i++) {
      outcomes.left(predict("aa", DEED, Mode.OFFERED));
    }
    assertEquals(Trust.OBSERVE, champion().trust());
    for (int i = 0; i < 20; i++) {
      did(predict("aa", DEED, Mode.OBSERVED), converted("png"), Actor.OUTSIDE);
    }
    assertEquals(Trust.OBSERVE, champion().trust());
  }

  @Test
  void aChallengerTakesOverOnceItWasRightWhereTheChampionWasNot() {
    versions.install(TASK, "bb", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(versions.challenger(TASK).orElseThrow(), Cause.CHALLENGED, "Shadow.");
    int n = 0;
    while (champion().digest().equals("aa") && n < 30) {
      PredictionRow offer = predict("aa", DEED, Mode.OFFERED);
      shadow(offer, "bb", "leave");
      outcomes.left(offer);
      n++;
    }
    assertEquals("bb", champion().digest());
    assertTrue(n >= 6 && n <= 12, "took over after " + n);
    assertEquals(Trust.SUGGEST, champion().trust());
    assertEquals(Version.Role.PREVIOUS, versions.find(TASK, "aa").orElseThrow().role());
  }

  @Test
  void aDeedThatTurnedOutToBeNoneTakesItsOutcomeBack() {
    PredictionRow missed = predict("aa", "leave", Mode.OBSERVED);
    did(missed, converted("jpeg"), Actor.OUTSIDE);
    deeds.takeBack(missed.subjectId(), followUp -> true);
    assertEquals(null, predictions.find(missed.id()).orElseThrow().outcome());
    assertEquals(Optional.empty(), corrections.of(TASK, subject(missed)));
  }

  @Test
  void aModelDoesNotLearnFromWhatItDidItself() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    did(applied, converted("jpeg"), Actor.MODEL);
    ConvertKind kind = new ConvertKind(journal);
    assertTrue(kind.labels(tasks.get(TASK)).isEmpty());
    outcomes.kept(applied);
    assertEquals(DEED, kind.labels(tasks.get(TASK)).getFirst().label());
    assertFalse(kind.labels(tasks.get(TASK)).getFirst().corrected());
  }

  @Test
  void aChallengerThatWinsByAnUndoDoesNotBringBackTheGrantThatTheUndoTook() {
    versions.install(TASK, "bb", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(versions.challenger(TASK).orElseThrow(), Cause.CHALLENGED, "Shadow.");
    while (champion().digest().equals("aa")) {
      if (champion().trust() == Trust.SUGGEST) {
        versions.move(champion(), Cause.GRANTED, "Always.");
        tasks.granted(TASK, NOW);
      }
      PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
      shadow(applied, "bb", "leave");
      outcomes.undone(applied.id());
    }
    assertEquals(Trust.SUGGEST, champion().trust());
  }

  @Test
  void whatAModelDidAndThePersonDidOtherwiseIsNoExampleOfIt() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    did(applied, converted("jpeg"), Actor.MODEL);
    did(applied, converted("png"), Actor.OUTSIDE);
    assertEquals("leave", new ConvertKind(journal).labels(tasks.get(TASK)).getFirst().label());
  }

  @Test
  void whatCouldNotBeAppliedIsNoExampleOfLeavingIt() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    predictions.withheld(applied.id(), NOW);
    assertTrue(new ConvertKind(journal).labels(tasks.get(TASK)).isEmpty());
  }

  @Test
  void anOfferForAFileThatWasOnlyMovedDoesNotWaitForEver() {
    PredictionRow offer = predict("aa", DEED, Mode.OFFERED);
    did(offer, new Deed.Moved(Path.of("/pictures/old/d1.webp")), Actor.OUTSIDE);
    assertTrue(predictions.unanswered(NOW).isEmpty());
    predictions.unanswered(NOW.plus(Outcomes.WINDOW)).forEach(outcomes::windowClosed);
    assertEquals(Outcome.CENSORED, predictions.find(offer.id()).orElseThrow().outcome());
  }

  @Test
  void anUndoAfterDoingItOverStillSticks() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    did(applied, converted("jpeg"), Actor.OUTSIDE);
    outcomes.undone(applied.id());
    assertEquals(Optional.of("leave"), corrections.of(TASK, subject(applied)));
    assertEquals(new Sequence(1, 0), champion().sequence());
  }

  @Test
  void aSecondConversionToAnotherFormatDoesNotTakeTheFirstBack() {
    PredictionRow offer = predict("aa", DEED, Mode.OFFERED);
    outcomes.taken(offer);
    did(offer, converted("png"), Actor.OUTSIDE);
    assertEquals(new Sequence(1, 1), champion().sequence());
    assertEquals(Optional.empty(), corrections.of(TASK, subject(offer)));
    PredictionRow missed = predict("aa", "leave", Mode.OBSERVED);
    did(missed, converted("jpeg"), Actor.OUTSIDE);
    did(missed, converted("png"), Actor.OUTSIDE);
    assertEquals(Outcome.DISAGREED, predictions.find(missed.id()).orElseThrow().outcome());
  }

  @Test
  void doingItOverCountsAgainstAChallengerThatSaidTheSame() {
    PredictionRow applied = predict("aa", DEED, Mode.APPLIED);
    shadow(applied, "bb", DEED);
    did(applied, converted("jpeg"), Actor.OUTSIDE);
    for (PredictionRow prediction : predictions.of(applied.subjectId())) {
      assertEquals(Outcome.DISAGREED, prediction.outcome(), prediction.modelDigest());
    }
  }

  @Test
  void takingOnesOwnConversionBackOpensTheOfferAgainAndLeavesOlderCorrectionsAlone() {
    PredictionRow offer = predict("aa", DEED, Mode.OFFERED);
    did(offer, converted("jpeg"), Actor.PERSON);
    deeds.takeBack(offer.subjectId(), followUp -> true);
    assertEquals(null, predictions.find(offer.id()).orElseThrow().outcome());
    assertEquals(new Sequence(0, 0), champion().sequence());

    PredictionRow undone = predict("aa", DEED, Mode.APPLIED);
    outcomes.undone(undone.id());
    did(undone, converted("jpeg"), Actor.PERSON);
    deeds.takeBack(undone.subjectId(), followUp -> true);
    assertEquals(Optional.of("leave"), corrections.of(TASK, subject(undone)));
  }

  @Test
  void aFileThatCameBackKeepsWhatItsConversionSaid() {
    PredictionRow missed = predict("aa", "leave", Mode.OBSERVED);
    did(missed, converted("jpeg"), Actor.OUTSIDE);
    did(missed, new Deed.Deleted(), Actor.OUTSIDE);
    deeds.takeBack(missed.subjectId(), followUp -> followUp.deed() instanceof Deed.Deleted);
    assertEquals(Outcome.DISAGREED, predictions.find(missed.id()).orElseThrow().outcome());
    assertEquals(Optional.of(DEED), corrections.of(TASK, subject(missed)));
  }

  private Version champion() {
    return versions.champion(TASK).orElseThrow();
  }

  private PredictionRow predict(String digest, String output, Mode mode) {
    Download download = download();
    PredictionRow row =
        new PredictionRow(
            "p" + count,
            TASK,
            digest,
            download.id(),
            NOW,
            output,
            DEED.equals(output),
            0.9,
            mode,
            false,
            false,
            "[]",
            null);
    predictions.add(row);
    return row;
  }

  private void shadow(PredictionRow of, String digest, String output) {
    predictions.add(
        new PredictionRow(
            "s" + count,
            TASK,
            digest,
            of.subjectId(),
            NOW,
            output,
            DEED.equals(output),
            0.9,
            Mode.SHADOW,
            false,
            false,
            "[]",
            null));
  }

  private void did(PredictionRow prediction, Deed deed, Actor actor) {
    deeds.record(new FollowUp(prediction.subjectId(), NOW, deed, actor, null));
  }

  private static Deed converted(String format) {
    return new Deed.Converted(format, Path.of("/pictures/x." + format), false);
  }

  private static Subject copied(ObjectNode input) {
    return new Subject("copy", input, Download.inputDigest(input));
  }

  private Subject subject(PredictionRow prediction) {
    return Subject.of(downloads.find(prediction.subjectId()).orElseThrow());
  }

  private Download download() {
    String id = "d" + ++count;
    String url = "http://shop.localhost/" + id + ".webp";
    Path path = Path.of("/pictures/" + id + ".webp");
    return downloads.add(
        new Event.Download(
            id,
            NOW,
            "s",
            url,
            url,
            "http://shop.localhost/",
            null,
            null,
            "image/webp",
            1000 + count,
            path.toString()),
        new Downloads.Found(path, true, "1:" + count, 1000 + count, null, null));
  }
}
