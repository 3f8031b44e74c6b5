package dev.stillroom.host.apply;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.watch.Goal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The journal's table of acts. Every change of an act is durable once a method returns. */
final class ActTable {

  private static final String COLUMNS =
      "SELECT id, time, task_id, download_id, actor, goal, remove_original, state, step, source,"
          + " result, temporary, kept, source_key, result_key, digest_before, digest_after, message,"
          + " kind, back, batch, name FROM act ";

  private final Journal journal;

  ActTable(Journal journal) {
    this.journal = journal;
  }

  void intend(
      String id, Instant time, Acts.Order order, Path source, String sourceKey, Path temporary) {
    change(
        "INSERT INTO act (id, time, task_id, download_id, prediction_id, actor, kind, goal,"
            + " remove_original, state, step, source, temporary, source_key)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'CONVERT', ?, ?, 'INTENDED', 'INTENDED', ?, ?, ?)",
        id,
        time.toEpochMilli(),
        order.taskId(),
        order.downloadId(),
        order.predictionId(),
        order.by().name(),
        Goal.of(order.to()).map(Goal::word).orElse(order.to()),
        order.removeOriginal() ? 1 : 0,
        source.toString(),
        temporary.toString(),
        sourceKey);
  }

  /**
   * @param sourceKey also the result's where the file only gets another name
   */
  void intendMove(
      String id, Instant time, Acts.Move order, Path source, String sourceKey, Path temporary) {
    change(
        "INSERT INTO act (id, time, task_id, download_id, prediction_id, actor, kind, goal,"
            + " remove_original, state, step, source, temporary, source_key, batch, name)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'MOVE', ?, 0, 'INTENDED', 'INTENDED', ?, ?, ?, ?, ?)",
        id,
        time.toEpochMilli(),
        order.taskId(),
        order.downloadId(),
        order.predictionId(),
        order.by().name(),
        order.folder().toString(),
        source.toString(),
        temporary.toString(),
        sourceKey,
        order.batch(),
        order.name());
  }

  /** A move's file has its new name; which file that is. */
  void arrived(String id, Path result, String resultKey) {
    change(
        "UPDATE act SET step = 'PUBLISHED', result = ?, result_key = ? WHERE id = ?",
        result.toString(),
        resultKey,
        id);
  }

  /** Where the file of an act that is taken back is about to be, and is perhaps made empty. */
  void goingBack(String id, Path back) {
    change("UPDATE act SET back = ? WHERE id = ?", back.toString(), id);
  }

  void written(String id, String resultKey, String digestBefore, String digestAfter) {
    written(id, resultKey, digestBefore, digestAfter, null);
  }

  /**
   * @param note what the person is to know of what was made; or null
   */
  void written(
      String id, String resultKey, String digestBefore, String digestAfter, @Nullable String note) {
    change(
        "UPDATE act SET step = 'WRITTEN', result_key = ?, digest_before = ?, digest_after = ?,"
            + " message = ? WHERE id = ?",
        resultKey,
        digestBefore,
        digestAfter,
        note,
        id);
  }

  void reserving(String id, Path name) {
    change("UPDATE act SET step = 'RESERVING', result = ? WHERE id = ?", name.toString(), id);
  }

  void published(String id, Path result) {
    change("UPDATE act SET step = 'PUBLISHED', result = ? WHERE id = ?", result.toString(), id);
  }

  void done(String id, Path result, Path kept, String message) {
    change(
        "UPDATE act SET state = 'DONE', step = 'DONE', result = ?, kept = ?, message = ?"
            + " WHERE id = ?",
        result.toString(),
        text(kept),
        message,
        id);
  }

  void failed(String id, String message) {
    change(
        "UPDATE act SET state = 'FAILED', step = 'FAILED', result = NULL, message = ? WHERE id = ?",
        message,
        id);
  }

  void undoing(String id) {
    change("UPDATE act SET step = 'UNDOING', back = NULL WHERE id = ?", id);
  }

  void undone(String id, String message) {
    change(
        "UPDATE act SET state = 'UNDONE', step = 'UNDONE', kept = NULL, message = ? WHERE id = ?",
        message,
        id);
  }

  /** Why an act that was interrupted is neither finished nor rolled back yet. */
  void waits(String id, String message) {
    change("UPDATE act SET message = ? WHERE id = ?", message, id);
  }

  /** After an undoing that could not be done. */
  void stillDone(String id, String message) {
    change("UPDATE act SET step = 'DONE', message = ? WHERE id = ?", message, id);
  }

  void purged(String id) {
    change("UPDATE act SET kept = NULL, step = 'PURGED' WHERE id = ?", id);
  }

  Optional<ActRow> find(String id) {
    return journal.first(COLUMNS + "WHERE id = ?", ActTable::row, id);
  }

  /** Acts that were interrupted, oldest first. */
  List<ActRow> interrupted() {
    return journal.query(
        COLUMNS + "WHERE state = 'INTENDED' OR step = 'UNDOING' ORDER BY time, rowid",
        ActTable::row);
  }

  List<ActRow> failedSince(Instant time) {
    return journal.query(
        COLUMNS + "WHERE state = 'FAILED' AND time >= ?", ActTable::row, time.toEpochMilli());
  }

  /**
   * Adds the time since the last count to what kept originals have waited.
   *
   * @param most that one count adds
   */
  void countWaiting(Instant now, Duration most) {
    change(
        "UPDATE act SET waited = waited + max(0, min(?2, ?1 - coalesce(waited_until, ?1))),"
            + " waited_until = ?1 WHERE kept IS NOT NULL AND state = 'DONE'",
        now.toEpochMilli(),
        most.toMillis());
  }

  /**
   * Acts whose original may go. What an act that was undone has in the keeping place, from a
   * version that moved the last copy there, stays.
   */
  List<ActRow> waited(Duration time) {
    return journal.query(
        COLUMNS + "WHERE kept IS NOT NULL AND state = 'DONE' AND step <> 'UNDOING' AND waited >= ?",
        ActTable::row,
        time.toMillis());
  }

  /** Acts whose source or result contains {@code query}, newest first. */
  List<ActRow> search(String query, int limit) {
    String like = "%" + query.replaceAll("([%_!])", "!$1") + "%";
    return journal.query(
        COLUMNS
            + "WHERE source LIKE ? ESCAPE '!' OR result LIKE ? ESCAPE '!'"
            + " ORDER BY time DESC, rowid DESC LIMIT ?",
        ActTable::row,
        like,
        like,
        limit);
  }

  List<ActRow> named(@Nullable String name, int limit) {
    return journal.query(
        COLUMNS
            + "WHERE iif(?1 IS NULL, state = 'DONE' AND step = 'DONE',"
            + " substr(id, 1, length(?1)) = ?1 OR batch = ?1)"
            + " ORDER BY time DESC, rowid DESC LIMIT ?2",
        ActTable::row,
        name,
        limit);
  }

  List<ActRow> undoable(String batch, Instant since) {
    return journal.query(
        COLUMNS
            + "WHERE state = 'DONE' AND step = 'DONE' AND (batch = ?1 OR time >= ?2)"
            + " ORDER BY time DESC, rowid DESC",
        ActTable::row,
        batch,
        since == null ? null : since.toEpochMilli());
  }

  private void change(String sql, Object... parameters) {
    journal.durably(() -> journal.update(sql, parameters));
  }

  private static String text(Path path) {
    return path == null ? null : path.toString();
  }

  private static Path path(String text) {
    return text == null ? null : Path.of(text);
  }

  private static ActRow row(Journal.Row row) throws SQLException {
    return new ActRow(
        row.text(1),
        Instant.ofEpochMilli(row.number(2)),
        row.text(3),
        row.text(4),
        FilesView.ActBy.valueOf(row.text(5)),
        row.text(6),
        row.flag(7),
        FilesView.ActState.valueOf(row.text(8)),
        ActRow.Step.valueOf(row.text(9)),
        path(row.text(10)),
        path(row.text(11)),
        path(row.text(12)),
        path(row.text(13)),
        row.text(14),
        row.text(15),
        row.text(16),
        row.text(17),
        row.text(18),
        row.text(19).equals("MOVE"),
        path(row.text(20)),
        row.text(21),
        row.text(22));
  }
}
