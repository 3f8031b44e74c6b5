package dev.stillroom.host.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.outcome.FilingOutcomes;
import dev.stillroom.host.outcome.Outcomes;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.routine.FilingFinder;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Carried;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.Majority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learned from where downloads went, and what a wrong act costs. */
class FilingKindTest {

  private static final Path DOWNLOADS = Path.of("/home/anna/Downloads");
  private static final String INVOICES = "/home/anna/Invoices";
  private static final String PAPERS = "/home/anna/Papers";
  private static final String TASK = "file";

  private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
  private Journal journal;
  private Downloads downloads;
  private Deeds deeds;
  private TaskStore tasks;
  private Versions versions;
  private Predictions predictions;
  private GrantedFolders granted;
  private FilingKind kind;
  private Outcomes outcomes;
  private int count;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    downloads = new Downloads(journal, clock);
    Audit audit = new Audit(journal, clock);
    tasks = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    predictions = new Predictions(journal);
    granted = new GrantedFolders(journal, audit, clock);
    kind = new FilingKind(journal, granted, folder -> !folder.endsWith("Gone"));
    Notices silent = (notice, quiet, task, prediction, act, message) -> {};
    TaskKinds kinds = new TaskKinds(List.of(kind));
    Settlement settlement =
        new Settlement(
            tasks,
            kinds,
            predictions,
            new Corrections(journal, clock),
            versions,
            new Succession(journal, kinds, versions, silent),
            silent,
            clock);
    outcomes =
        new Outcomes(
            tasks,
            predictions,
            downloads,
            settlement,
            new FilingOutcomes(predictions, settlement, granted, silent),
            clock);
    deeds = new Deeds(journal, downloads, followUp -> outcomes.followedUp(followUp));
    tasks.add(TASK, FilingKind.DEED, new View.Filing(null), new EvidenceView.Tally(List.of()));
    tasks.phase(TASK, View.TaskPhase.READY, null);
    versions.install(TASK, "aa", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
    versions.move(versions.champion(TASK).orElseThrow(), Cause.LEARNED, "It passed.");
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void theFolderThatTheFileReallyWentToIsTheLabel() {
    moved(download("invoice-1.pdf", "shop.example"), INVOICES, Actor.OUTSIDE);
    left(download("setup.exe", "vendor.example"));
    download("undecided.pdf", "shop.example");
    Download twice = download("paper.pdf", "press.example");
    moved(twice, INVOICES, Actor.OUTSIDE);
    moved(twice, PAPERS, Actor.OUTSIDE);
    assertEquals(List.of(INVOICES, "leave", PAPERS), labels());
  }

  @Test
  void whatAModelDidByItselfIsNoLabel() {
    left(download("setup.exe", "vendor.example"));
    Download download = download("invoice-1.pdf", "shop.example");
    said(download, INVOICES, Mode.APPLIED);
    moved(download, INVOICES, Actor.MODEL);
    assertEquals(List.of("leave"), labels());
    moved(download, PAPERS, Actor.OUTSIDE);
    assertEquals(List.of("leave", PAPERS), labels());
  }

  @Test
  void aHabitThatChangedIsForgottenAndAWhimIsNot() {
    for (int i = 0; i < 6; i++) {
      moved(download("invoice-1" + i + ".pdf", "shop.example"), INVOICES, Actor.OUTSIDE);
    }
    moved(download("invoice-20.pdf", "shop.example"), PAPERS, Actor.OUTSIDE);
    assertEquals(6, labels().stream().filter(INVOICES::equals).count());
    moved(download("invoice-21.pdf", "shop.example"), PAPERS, Actor.OUTSIDE);
    assertEquals(List.of(PAPERS, PAPERS), labels());
  }

  @Test
  void aFolderThatTookAnothersPlaceGetsItsExamplesUntilTheOldOneIsUsedAgain() {
    for (int i = 0; i < 8; i++) {
      moved(download("invoice-1" + i + ".pdf", "shop" + i + ".example"), INVOICES, Actor.OUTSIDE);
      moved(download("paper-1" + i + ".pdf", "press.example"), PAPERS, Actor.OUTSIDE);
    }
    String inbox = "/home/anna/Accounting/Inbox";
    for (int i = 0; i < 2; i++) {
      moved(download("invoice-2" + i + ".pdf", "shop" + i + ".example"), inbox, Actor.OUTSIDE);
    }
    assertEquals(8, labels().stream().filter(INVOICES::equals).count());
    moved(download("invoice-22.pdf", "shop9.example"), inbox, Actor.OUTSIDE);
    assertEquals(11, labels().stream().filter(inbox::equals).count());
    assertEquals(8, labels().stream().filter(PAPERS::equals).count());
    moved(download("invoice-30.pdf", "shop3.example"), INVOICES, Actor.OUTSIDE);
    assertEquals(3, labels().stream().filter(inbox::equals).count());
    assertEquals(9, labels().stream().filter(INVOICES::equals).count());
  }

  @Test
  void whatWasEarnedWaitsForAFolderThatWasWrongLately() {
    Task task = tasks.get(TASK);
    assertFalse(kind.byItself(task, Trust.AUTO_EARNED, INVOICES, 0.99));
    for (int i = 0; i < 5; i++) {
      Download download = download("invoice-1" + i + ".pdf", "shop.example");
      said(download, INVOICES, Mode.OFFERED);
      moved(download, INVOICES, Actor.OUTSIDE);
    }
    assertTrue(kind.byItself(task, Trust.AUTO_EARNED, INVOICES, 0.99));
    Download wrong = download("invoice-20.pdf", "shop.example");
    said(wrong, INVOICES, Mode.APPLIED);
    moved(wrong, PAPERS, Actor.OUTSIDE);
    assertFalse(kind.byItself(task, Trust.AUTO_EARNED, INVOICES, 0.99));
  }

  @Test
  void aNewVersionStandsForWhatWasRightWhereItSaysTheSameAndForAllThatWasWrong(@TempDir Path packs)
      throws Exception {
    for (int i = 0; i < 3; i++) {
      Download download = download("invoice-1" + i + ".pdf", "shop.example");
      said(download, INVOICES, Mode.OFFERED);
      moved(download, INVOICES, Actor.OUTSIDE);
    }
    Download other = download("paper.pdf", "press.example");
    said(other, PAPERS, Mode.OFFERED);
    moved(other, PAPERS, Actor.OUTSIDE);
    Download wrong = download("letter.pdf", "shop.example");
    said(wrong, INVOICES, Mode.OFFERED);
    moved(wrong, PAPERS, Actor.OUTSIDE);
    Version old = versions.champion(TASK).orElseThrow();
    assertEquals(new Sequence(5, 4), old.sequence());
    Path pack = packs.resolve("bb.still");
    Majority always =
        new Majority(new Answering(List.of(INVOICES, PAPERS)), new Counts(List.of(9, 1)));
    Files.write(pack, PackWriter.bytes(always, JsonNodeFactory.instance.objectNode()));
    Carried carried = kind.carries(tasks.get(TASK), old, pack);
    assertEquals(new Sequence(4, 3), carried.all());
    assertEquals(new Sequence(4, 3), carried.sure());
    Version fresh =
        versions.succeed(old, "bb", "{\"verdict\": {\"passes\": true}}", carried, false);
    assertEquals(carried.all(), fresh.sequence());
    assertEquals(Trust.SUGGEST, fresh.trust());
    assertEquals(carried.all(), versions.recount(fresh).sequence());
    assertEquals(carried.sure(), versions.earning(fresh, FilingKind.SURE));
  }

  @Test
  void whatWasEarnedPassesOnOnlyWithTheEvidenceForIt() {
    String card = "{\"verdict\": {\"passes\": true}}";
    Version old =
        versions.move(versions.champion(TASK).orElseThrow(), Cause.EARNED, "It earned it.");
    Version weak = versions.succeed(old, "bb", card, carried(40), false);
    assertEquals(Trust.SUGGEST, weak.trust());
    Version earned = versions.move(weak, Cause.EARNED, "It earned it.");
    Version strong = versions.succeed(earned, "cc", card, carried(200), false);
    assertEquals(Trust.AUTO_EARNED, strong.trust());
    Version granted = versions.succeed(strong, "dd", card, carried(3), true);
    assertEquals(Trust.AUTO_GRANTED, granted.trust());
  }

  @Test
  void whatItIsNotSureOfNeitherEarnsNorCostsRunningByItself() {
    for (int i = 0; i < 100; i++) {
      settled("unsure-" + i + ".pdf", INVOICES, 0.6);
    }
    assertEquals(Trust.SUGGEST, versions.champion(TASK).orElseThrow().trust());
    for (int i = 0; i < 5; i++) {
      settled("wrong-" + i + ".pdf", PAPERS, 0.6);
    }
    for (int i = 0; i < 100; i++) {
      settled("sure-" + i + ".pdf", INVOICES, 0.97);
    }
    Version champion = versions.champion(TASK).orElseThrow();
    assertTrue(champion.sequence().bound() < 0.95);
    assertEquals(Trust.AUTO_EARNED, champion.trust());
    assertFalse(kind.byItself(tasks.get(TASK), champion.trust(), INVOICES, 0.6));
  }

  @Test
  void aWrongAnswerItWasSureOfIsCountedAgainstEarning() {
    settled("wrong.pdf", PAPERS, 0.97);
    for (int i = 0; i < 100; i++) {
      settled("sure-" + i + ".pdf", INVOICES, 0.97);
    }
    assertEquals(Trust.SUGGEST, versions.champion(TASK).orElseThrow().trust());
  }

  @Test
  void aFolderIsGrantedByItselfAndOnlyWhereTheModelIsSure() {
    Task task = tasks.get(TASK);
    assertFalse(kind.byItself(task, Trust.SUGGEST, INVOICES, 0.99));
    granted.grant(TASK, INVOICES);
    assertTrue(kind.byItself(task, Trust.SUGGEST, INVOICES, 0.99));
    assertFalse(kind.byItself(task, Trust.SUGGEST, INVOICES, 0.7));
    assertFalse(kind.byItself(task, Trust.SUGGEST, PAPERS, 0.99));
    assertFalse(kind.byItself(task, Trust.OBSERVE, INVOICES, 0.99));
  }

  @Test
  void oneUndoTakesAFoldersGrantBack() {
    granted.grant(TASK, INVOICES);
    granted.grant(TASK, PAPERS);
    PredictionRow applied = said(download("invoice-1.pdf", "shop.example"), INVOICES, Mode.APPLIED);
    outcomes.undone(applied.id());
    assertEquals(List.of(PAPERS), granted.of(TASK));
    assertTrue(tasks.get(TASK).retrain());
  }

  @Test
  void puttingAFileElsewhereByHandIsAsGoodAsAnUndo() {
    granted.grant(TASK, INVOICES);
    Download download = download("invoice-1.pdf", "shop.example");
    said(download, INVOICES, Mode.APPLIED);
    moved(download, INVOICES, Actor.MODEL);
    moved(download, PAPERS, Actor.OUTSIDE);
    assertEquals(List.of(), granted.of(TASK));
    assertEquals(0, versions.champion(TASK).orElseThrow().sequence().agreements());
  }

  @Test
  void movingByHandToTheOfferedFolderAgrees() {
    Download download = download("invoice-1.pdf", "shop.example");
    said(download, INVOICES, Mode.OFFERED);
    moved(download, INVOICES, Actor.OUTSIDE);
    assertEquals(1, versions.champion(TASK).orElseThrow().sequence().agreements());
  }

  @Test
  void aFolderThatIsGoneIsNotSaid() {
    assertFalse(kind.acts(tasks.get(TASK), "/home/anna/Gone"));
    assertFalse(kind.acts(tasks.get(TASK), Task.LEAVE));
    assertTrue(kind.acts(tasks.get(TASK), INVOICES));
  }

  @Test
  void aRoutineIsFoundOnceFilesWentAwayOftenEnough() {
    FilingFinder finder = new FilingFinder(journal);
    for (int i = 0; i < 3; i++) {
      moved(download("invoice-" + i + ".pdf", "shop.example"), INVOICES, Actor.OUTSIDE);
    }
    assertTrue(finder.find().isEmpty());
    moved(download("paper.pdf", "press.example"), PAPERS, Actor.OUTSIDE);
    EvidenceView.Tally tally = (EvidenceView.Tally) finder.find().orElseThrow().evidence();
    assertEquals(
        List.of(new EvidenceView.Count(INVOICES, 3), new EvidenceView.Count(PAPERS, 1)),
        tally.counts());
  }

  @Test
  void theInvoiceOfMarchLooksLikeThatOfFebruary() {
    Download one = download("Invoice-2026_02 (1).pdf", "shop.example");
    Download other = download("Invoice-2026_03.pdf", "shop.example");
    assertEquals(one.filing(), other.filing());
    assertEquals("invoice 9999 99", one.filing().path("name").asText());
    assertEquals("x", download("0fe1c2d3-aa.pdf", "shop.example").filing().path("name").asText());
  }

  private List<String> labels() {
    return kind.labels(tasks.get(TASK)).stream().map(Labelled::label).toList();
  }

  private Download download(String name, String host) {
    Path path = DOWNLOADS.resolve(name);
    String page = "https://" + host + "/orders";
    Event.Download event =
        new Event.Download(
            "d" + count++,
            clock.instant().plusSeconds(count),
            "s",
            page,
            page,
            page,
            page,
            "Orders",
            "application/pdf",
            1000,
            path.toString());
    return downloads.add(event, new Downloads.Found(path, true, "1:" + count, 1000, null, null));
  }

  private void moved(Download download, String folder, Actor actor) {
    Path target = Path.of(folder).resolve(download.name());
    deeds.record(new FollowUp(download.id(), clock.instant(), new Deed.Moved(target), actor, null));
  }

  private void left(Download download) {
    deeds.record(
        new FollowUp(download.id(), clock.instant(), new Deed.Left(), Actor.OUTSIDE, null));
  }

  /** A file was said to belong to the invoices, so surely, and the person put it there or not. */
  private void settled(String name, String into, double confidence) {
    Download download = download(name, "shop.example");
    said(download, INVOICES, Mode.OFFERED, confidence);
    moved(download, into, Actor.OUTSIDE);
  }

  private static Carried carried(int right) {
    return new Carried(new Sequence(right, right), new Sequence(right, right));
  }

  private PredictionRow said(Download download, String folder, Mode mode) {
    return said(download, folder, mode, 0.97);
  }

  private PredictionRow said(Download download, String folder, Mode mode, double confidence) {
    PredictionRow row =
        new PredictionRow(
            "p" + download.id(),
            TASK,
            "aa",
            download.id(),
            clock.instant(),
            folder,
            true,
            confidence,
            mode,
            false,
            false,
            "[]",
            null);
    predictions.add(row);
    return row;
  }
}
