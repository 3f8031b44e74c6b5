package dev.stillroom.host.trust;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The audit log: each transition with its reason and figures, never removed but by forgetting. */
public final class Audit {

  private final Journal journal;
  private final Clock clock;

  public Audit(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param what one word for what happened, for example {@code trust}
   * @param why one sentence for the person
   */
  public void record(
      String taskId, String what, Trust from, Trust to, String why, Sequence sequence) {
    journal.update(
        "INSERT INTO audit (time, task_id, what, trust_from, trust_to, why, n, agreements, bound)"
            + " VALUES (?,?,?,?,?,?,?,?,?)",
        clock.millis(),
        taskId,
        what,
        from == null ? null : from.name(),
        to == null ? null : to.name(),
        why,
        sequence.n(),
        sequence.agreements(),
        sequence.bound());
  }

  /** A line that is not about evidence. */
  public void record(String taskId, String what, String why) {
    record(taskId, what, null, null, why, new Sequence(0, 0));
  }

  /** How many lines of a word there are after a time whose task's name begins so. */
  public long count(String what, Instant since, String tasks) {
    return journal.count(
        "SELECT count(*) FROM audit WHERE what = ? AND time > ? AND task_id LIKE ?",
        what,
        since.toEpochMilli(),
        tasks + "%");
  }

  /** Lines, newest first; those of one task, or of all when {@code taskId} is null. */
  public List<View.AuditLine> list(String taskId, int limit) {
    return journal.query(
        "SELECT time, task_id, what, trust_from, trust_to, why, n, agreements, bound FROM audit"
            + " WHERE ?1 IS NULL OR task_id = ?1 ORDER BY id DESC LIMIT ?2",
        row ->
            new View.AuditLine(
                Instant.ofEpochMilli(row.number(1)),
                row.text(2),
                row.text(3),
                row.text(4) == null ? null : Trust.valueOf(row.text(4)),
                row.text(5) == null ? null : Trust.valueOf(row.text(5)),
                row.text(6),
                row.number(7),
                row.number(8),
                row.real(9)),
        taskId,
        limit);
  }
}
