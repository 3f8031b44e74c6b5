package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tasks in the journal. */
public final class TaskStore {

  private static final String COLUMNS =
      "SELECT id, created, deed, act, phase, paused, evidence, granted_at, failure, seconds,"
          + " subjects, retrain FROM task ";

  private final Journal journal;
  private final Clock clock;

  public TaskStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  public Optional<Task> find(String id) {
    return journal.first(COLUMNS + "WHERE id = ?", TaskStore::map, id);
  }

  /**
   * @throws RequestFailure when there is no such task
   */
  public Task get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new RequestFailure(
                    ErrorCode.NOT_FOUND, "no task is called '" + id + "': see `tasks list`"));
  }

  /** All tasks, oldest first. */
  public List<Task> all() {
    return journal.query(COLUMNS + "ORDER BY created, id", TaskStore::map);
  }

  /** Tasks whose model may answer now. */
  public List<Task> running() {
    return journal.query(
        COLUMNS + "WHERE phase IN ('READY', 'DISTILLING') AND paused = 0 ORDER BY created, id",
        TaskStore::map);
  }

  public void add(String id, String deed, View.Act act, EvidenceView.Evidence evidence) {
    journal.update(
        "INSERT INTO task (id, created, deed, act, phase, evidence)"
            + " VALUES (?,?,?,?,'PROPOSED',?)",
        id,
        clock.millis(),
        deed,
        json(act),
        json(evidence));
  }

  public void evidence(String id, View.Act act, EvidenceView.Evidence evidence) {
    journal.update(
        "UPDATE task SET evidence = ?, act = ? WHERE id = ?", json(evidence), json(act), id);
  }

  public void phase(String id, TaskPhase phase, String failure) {
    journal.update(
        "UPDATE task SET phase = ?, failure = ? WHERE id = ?", phase.name(), failure, id);
  }

  public void distilled(String id, double seconds, long subjects) {
    journal.update("UPDATE task SET seconds = ?, subjects = ? WHERE id = ?", seconds, subjects, id);
  }

  /** A distillation failed: the next try waits until there is more to learn from. */
  public void failed(String id, long subjects) {
    journal.update("UPDATE task SET subjects = ? WHERE id = ?", subjects, id);
  }

  public void paused(String id, boolean paused) {
    journal.update("UPDATE task SET paused = ? WHERE id = ?", paused, id);
  }

  public void granted(String id, Instant at) {
    journal.update(
        "UPDATE task SET granted_at = ? WHERE id = ?", at == null ? null : at.toEpochMilli(), id);
  }

  public void retrain(String id, boolean wanted) {
    journal.update("UPDATE task SET retrain = ? WHERE id = ?", wanted, id);
  }

  /** Removes everything learned for a task, and what waits for the person because of it. */
  public void deleteLearned(String id) {
    journal.update(
        "DELETE FROM said_name WHERE prediction_id IN"
            + " (SELECT id FROM prediction WHERE task_id = ?)",
        id);
    journal.update(
        "DELETE FROM naming WHERE EXISTS (SELECT 1 FROM task WHERE id = ? AND deed = 'file')", id);
    for (String table : List.of("model", "prediction", "correction", "notice", "granted_folder")) {
      journal.update("DELETE FROM " + table + " WHERE task_id = ?", id);
    }
  }

  private static String json(Object value) {
    try {
      return ProtocolJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Task map(Row row) throws SQLException {
    try {
      Long granted = row.numberOrNull(8);
      return new Task(
          row.text(1),
          Instant.ofEpochMilli(row.number(2)),
          row.text(3),
          ProtocolJson.MAPPER.readValue(row.text(4), View.Act.class),
          TaskPhase.valueOf(row.text(5)),
          row.flag(6),
          ProtocolJson.MAPPER.readValue(row.text(7), EvidenceView.Evidence.class),
          granted == null ? null : Instant.ofEpochMilli(granted),
          row.text(9),
          row.realOrNull(10),
          row.number(11),
          row.flag(12));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
