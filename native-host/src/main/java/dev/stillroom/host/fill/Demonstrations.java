package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.View.FilledIn;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Forms with the sources they were filled from. Those of a flow that the person has not accepted
 * wait in memory, for half an hour; once it is accepted they are examples in the journal.
 */
public final class Demonstrations {

  /** Examples that are kept of one flow: the newest. */
  private static final int EXAMPLES = 40;

  private static final int MOST_WAITING = 40;

  /** Characters of all that wait. */
  private static final long BUDGET = 16_000_000;

  private final Journal journal;
  private final Clock clock;
  private final Deque<Shown> waiting = new ArrayDeque<>();

  public Demonstrations(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param input the examples format's INPUT: the form and its source
   * @param output its OUTPUT: field key to value
   */
  record Shown(
      String taskId,
      Instant time,
      String site,
      String title,
      JsonNode input,
      JsonNode output,
      FilledIn filled) {

    long size() {
      return input.toString().length() + output.toString().length();
    }
  }

  /** An example as it is kept. */
  record Kept(
      long id,
      Instant time,
      String site,
      String title,
      JsonNode input,
      JsonNode output,
      FilledIn filled) {}

  /** Keeps one in memory. */
  void hold(Shown shown) {
    waiting.addLast(shown);
    expire();
  }

  /** Writes one down, because the person wants this learned. */
  void keep(Shown shown) {
    journal.update(
        "INSERT INTO demonstration (task_id, time, site, title, input, output, filled)"
            + " VALUES (?,?,?,?,?,?,?)",
        shown.taskId(),
        shown.time().toEpochMilli(),
        shown.site(),
        shown.title(),
        shown.input().toString(),
        shown.output().toString(),
        shown.filled().name());
    journal.update(
        "DELETE FROM demonstration WHERE task_id = ?1 AND id NOT IN (SELECT id FROM demonstration"
            + " WHERE task_id = ?1 ORDER BY id DESC LIMIT ?2)",
        shown.taskId(),
        EXAMPLES);
  }

  /** What was shown before the person said yes. */
  void keepWaiting(String taskId) {
    expire();
    waiting.stream().filter(shown -> shown.taskId().equals(taskId)).forEach(this::keep);
    waiting.removeIf(shown -> shown.taskId().equals(taskId));
  }

  /** Those that a flow is learned from, oldest first. */
  List<Kept> of(String taskId) {
    return journal.query(
        "SELECT id, time, site, title, input, output, filled FROM demonstration"
            + " WHERE task_id = ? ORDER BY id",
        row ->
            new Kept(
                row.number(1),
                Instant.ofEpochMilli(row.number(2)),
                row.text(3),
                row.text(4),
                Json.tree(row.text(5)),
                Json.tree(row.text(6)),
                FilledIn.valueOf(row.text(7))),
        taskId);
  }

  long count(String taskId) {
    return journal.count("SELECT count(*) FROM demonstration WHERE task_id = ?", taskId);
  }

  int filled(String taskId, FilledIn how) {
    return (int)
        journal.count(
            "SELECT count(*) FROM demonstration WHERE task_id = ? AND filled = ?",
            taskId,
            how.name());
  }

  /** Whether something waits that would be lost with this process. */
  public boolean anyWaiting() {
    expire();
    return !waiting.isEmpty();
  }

  /** Forgets what is in memory. */
  public void forget() {
    waiting.clear();
  }

  private void expire() {
    Instant oldest = clock.instant().minus(RecentPages.KEPT);
    waiting.removeIf(shown -> shown.time().isBefore(oldest));
    long all = waiting.stream().mapToLong(Shown::size).sum();
    while (waiting.size() > MOST_WAITING || all > BUDGET) {
      all -= waiting.removeFirst().size();
    }
  }
}
