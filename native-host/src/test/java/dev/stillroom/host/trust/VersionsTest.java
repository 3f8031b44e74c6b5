package dev.stillroom.host.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.trust.Version.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {

  private static final String TASK = "convert-jpeg";

  private Journal journal;
  private Audit audit;
  private Versions versions;

  @BeforeEach
  void open(@TempDir Path home) {
    journal = Journal.open(home.resolve("journal.db"));
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    audit = new Audit(journal, clock);
    versions = new Versions(journal, audit, clock);
    journal.update(
        "INSERT INTO task (id, created, deed, phase, evidence)"
            + " VALUES (?, 0, 'convert:jpeg', 'READY', '{}')",
        TASK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void theFirstVersionIsTheChampionAndALaterOneItsChallenger() {
    assertTrue(versions.install(TASK, "aa", "{}"));
    versions.move(versions.champion(TASK).orElseThrow(), Cause.LEARNED, "It passed.");
    assertTrue(versions.install(TASK, "bb", "{}"));
    assertEquals("aa", versions.champion(TASK).orElseThrow().digest());
    assertEquals("bb", versions.challenger(TASK).orElseThrow().digest());
    assertEquals(2, versions.challenger(TASK).orElseThrow().number());
  }

  @Test
  void aVersionThatNeverPassedGivesWayToTheNextOne() {
    versions.install(TASK, "aa", "{}");
    versions.install(TASK, "bb", "{}");
    assertEquals("bb", versions.champion(TASK).orElseThrow().digest());
    assertEquals(Role.PREVIOUS, versions.find(TASK, "aa").orElseThrow().role());
  }

  @Test
  void whatTheTableDoesNotAllowIsRefusedAndChangesNothing() {
    versions.install(TASK, "aa", "{}");
    Version champion = versions.champion(TASK).orElseThrow();
    assertThrows(
        IllegalStateException.class, () -> versions.move(champion, Cause.EARNED, "Never."));
    assertEquals(Trust.OBSERVE, versions.champion(TASK).orElseThrow().trust());
    assertTrue(audit.list(TASK, 10).isEmpty());
  }

  @Test
  void everyMoveIsALineInTheAuditLogWithItsFigures() {
    versions.install(TASK, "aa", "{}");
    versions.move(versions.champion(TASK).orElseThrow(), Cause.LEARNED, "It passed.");
    var line = audit.list(TASK, 10).getFirst();
    assertEquals(Trust.OBSERVE, line.from());
    assertEquals(Trust.SUGGEST, line.to());
    assertEquals("It passed.", line.why());
  }

  @Test
  void onlyActsThatWereSaidByTheModelCountAsEvidence() {
    versions.install(TASK, "aa", "{}");
    Version champion = versions.champion(TASK).orElseThrow();
    long now = champion.since().toEpochMilli();
    predict("1", "convert:jpeg", "agreed", 0, now);
    predict("2", "convert:jpeg", "disagreed", 0, now + 1);
    predict("3", "convert:jpeg", "censored", 0, now + 1);
    predict("4", "leave", "agreed", 0, now + 1);
    predict("5", "convert:jpeg", "agreed", 1, now + 1);
    predict("6", "convert:jpeg", "agreed", 0, now - 1);
    assertEquals(new Sequence(2, 1), versions.recount(champion).sequence());
  }

  @Test
  void theChangeDetectorReadsActsOnlyAndAnOutcomeThatChangedOnlyOnce() {
    versions.install(TASK, "aa", "{}");
    Version champion = versions.champion(TASK).orElseThrow();
    long now = champion.since().toEpochMilli();
    for (int i = 0; i < 9; i++) {
      predict("missed" + i, "leave", "disagreed", 0, now);
    }
    predict("1", "convert:jpeg", "agreed", 0, now);
    double agreed = versions.recount(champion).drift();
    assertEquals(DriftDetector.SUGGEST.next(0, true), agreed);
    journal.update("UPDATE prediction SET outcome = 'disagreed' WHERE id = '1'");
    double disagreed = versions.recount(champion).drift();
    assertEquals(DriftDetector.SUGGEST.next(0, false), disagreed);
    assertEquals(disagreed, versions.recount(champion).drift());
  }

  private void predict(String id, String output, String outcome, int corrected, long time) {
    journal.update(
        "INSERT INTO prediction (id, task_id, model_digest, subject_id, time, output, acts,"
            + " confidence, mode, corrected, reasons, outcome)"
            + " VALUES (?,?,'aa',?,?,?,?,0.9,'offered',?,'[]',?)",
        id,
        TASK,
        id,
        time,
        output,
        output.equals("convert:jpeg"),
        corrected,
        outcome);
  }
}
