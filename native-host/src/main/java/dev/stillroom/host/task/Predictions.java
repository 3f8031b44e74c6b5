package dev.stillroom.host.task;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.task.PredictionRow.Mode;
import dev.stillroom.host.task.PredictionRow.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The predictions in the journal. */
public final class Predictions {

  private static final String COLUMNS =
      "SELECT id, task_id, model_digest, subject_id, time, output, acts, confidence, mode, pushed,"
          + " corrected, reasons, outcome FROM prediction ";

  private final Journal journal;

  public Predictions(Journal journal) {
    this.journal = journal;
  }

  public void add(PredictionRow p) {
    journal.update(
        "INSERT INTO prediction (id, task_id, model_digest, subject_id, time, output, acts,"
            + " confidence, mode, pushed, corrected, reasons) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        p.id(),
        p.taskId(),
        p.modelDigest(),
        p.subjectId(),
        p.time().toEpochMilli(),
        p.output(),
        p.acts(),
        p.confidence(),
        word(p.mode()),
        p.pushed(),
        p.corrected(),
        p.reasons());
  }

  public Optional<PredictionRow> find(String id) {
    return journal.first(COLUMNS + "WHERE id = ?", Predictions::map, id);
  }

  /** All predictions for a subject, the champion's and the challenger's. */
  public List<PredictionRow> of(String subjectId) {
    return journal.query(COLUMNS + "WHERE subject_id = ?", Predictions::map, subjectId);
  }

  /** The same answer of the same version for the same subject, where it is open already. */
  Optional<PredictionRow> open(PredictionRow row) {
    return journal.first(
        COLUMNS
            + "WHERE subject_id = ? AND task_id = ? AND model_digest = ? AND mode = ?"
            + " AND output IS ? AND outcome IS NULL",
        Predictions::map,
        row.subjectId(),
        row.taskId(),
        row.modelDigest(),
        word(row.mode()),
        row.output());
  }

  /** Whether a version has answered for a subject. */
  boolean said(String modelDigest, String subjectId) {
    return journal.count(
            "SELECT count(*) FROM prediction WHERE subject_id = ? AND model_digest = ?",
            subjectId,
            modelDigest)
        > 0;
  }

  /** How many pushed offers wait for the person. */
  public long waiting() {
    return journal.count(
        "SELECT count(*) FROM prediction p JOIN download d ON d.id = p.subject_id"
            + " JOIN task t ON t.id = p.task_id WHERE p.outcome IS NULL AND p.pushed = 1"
            + " AND p.mode IN ('offered', 'sampled') AND d.there = 1 AND t.paused = 0"
            // Its own folder and its name: it lies there already.
            + " AND NOT (substr(d.path, 1, length(p.output) + 1) = p.output || '/'"
            + " AND instr(substr(d.path, length(p.output) + 2), '/') = 0)");
  }

  /** Offers of files, by tasks that run, which the person has not answered, newest first. */
  public List<PredictionRow> openOffers(int limit) {
    return journal.query(
        COLUMNS
            + "WHERE outcome IS NULL AND mode IN ('offered', 'sampled')"
            + " AND task_id IN (SELECT id FROM task WHERE paused = 0)"
            + " AND subject_id IN (SELECT id FROM download) ORDER BY time DESC LIMIT ?",
        Predictions::map,
        limit);
  }

  /** What was applied by itself and about which the person has said nothing. */
  public List<PredictionRow> openApplied() {
    return journal.query(
        COLUMNS + "WHERE outcome IS NULL AND mode = 'applied' ORDER BY time", Predictions::map);
  }

  /**
   * Predictions older than {@code before} that nobody answered, of downloads that the person did
   * something else with: their window closes too.
   */
  public List<PredictionRow> unanswered(Instant before) {
    return journal.query(
        COLUMNS
            + "WHERE outcome IS NULL AND mode <> 'applied' AND time < ? AND EXISTS (SELECT 1 FROM"
            + " download d WHERE d.id = prediction.subject_id AND d.state <> 'open'"
            + " AND d.allowed = 1 AND d.file_key IS NOT NULL) ORDER BY time",
        Predictions::map,
        before.toEpochMilli());
  }

  public void outcome(String id, Outcome outcome, Instant at) {
    journal.update(
        "UPDATE prediction SET outcome = ?, outcome_time = ? WHERE id = ?",
        word(outcome),
        at.toEpochMilli(),
        id);
  }

  /**
   * What was to be applied was not: nothing was done to the file, and the person's silence about it
   * says nothing.
   */
  public void withheld(String id, Instant at) {
    journal.update("UPDATE prediction SET mode = 'observed' WHERE id = ?", id);
    outcome(id, Outcome.CENSORED, at);
  }

  /** What was to be applied by itself and was not, because the engine died or it failed. */
  public List<PredictionRow> neverApplied() {
    return journal.query(
        COLUMNS
            + "WHERE outcome IS NULL AND mode = 'applied' AND NOT EXISTS (SELECT 1 FROM act a"
            + " WHERE a.prediction_id = prediction.id AND a.state <> 'FAILED') ORDER BY time",
        Predictions::map);
  }

  /** Takes an outcome back: what it rested on turned out not to be so. */
  public void reopen(String id) {
    journal.update("UPDATE prediction SET outcome = NULL, outcome_time = NULL WHERE id = ?", id);
  }

  /** Whether something was done to a file because of it, also when that was taken back. */
  public boolean acted(String id) {
    return journal.count(
            "SELECT count(*) FROM act WHERE prediction_id = ? AND state <> 'FAILED'", id)
        > 0;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static PredictionRow map(Row row) throws SQLException {
    String outcome = row.text(13);
    return new PredictionRow(
        row.text(1),
        row.text(2),
        row.text(3),
        row.text(4),
        Instant.ofEpochMilli(row.number(5)),
        row.text(6),
        row.flag(7),
        row.real(8),
        Mode.valueOf(row.text(9).toUpperCase(Locale.ROOT)),
        row.flag(10),
        row.flag(11),
        row.text(12),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
  }
}
