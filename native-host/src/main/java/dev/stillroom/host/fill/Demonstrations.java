package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.task.LearnedByShowing;
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

  /** Characters of one; a larger one teaches nothing. */
  static final int LARGEST = 4_000_000;

  /** Characters that are kept of one flow, and of all: the newest. */
  private static final long FLOW_BUDGET = 12_000_000;

  private static final long KEPT_BUDGET = 60_000_000;

  private static final String OLDER_THAN_FIT =
      "DELETE FROM demonstration WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER w AS n,"
          + " sum(length(input) + length(output)) OVER w AS size FROM demonstration %s"
          + " WINDOW w AS (ORDER BY id DESC)) WHERE n > ?1 OR size > ?2)";

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
      FilledIn filled,
      long size) {

    static Shown of(
        String taskId,
        Instant time,
        String site,
        String title,
        JsonNode input,
        JsonNode output,
        FilledIn filled) {
      long size = (long) input.toString().length() + output.toString().length();
      return new Shown(taskId, time, site, title, input, output, filled, size);
    }

    private boolean isOf(String host) {
      return site.equals(host) || host.equals(Sites.host(input.path("url").asText()));
    }
  }

  /** Keeps one in memory. */
  void hold(Shown shown) {
    if (shown.size() > LARGEST) {
      return;
    }
    waiting.addLast(shown);
    expire();
  }

  /** Writes one down, because the person wants this learned. */
  void keep(Shown shown) {
    if (shown.size() > LARGEST) {
      return;
    }
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
        OLDER_THAN_FIT.formatted("WHERE task_id = ?3"), EXAMPLES, FLOW_BUDGET, shown.taskId());
    journal.update(OLDER_THAN_FIT.formatted(""), Integer.MAX_VALUE, KEPT_BUDGET);
  }

  /** What was shown before the person said yes. */
  void keepWaiting(String taskId) {
    expire();
    waiting.stream().filter(shown -> shown.taskId().equals(taskId)).forEach(this::keep);
    waiting.removeIf(shown -> shown.taskId().equals(taskId));
  }

  /** Those that a flow is learned from, oldest first. */
  List<LearnedByShowing.Shown> of(String taskId) {
    return journal.query(
        "SELECT id, time, site, title, input, output, filled FROM demonstration"
            + " WHERE task_id = ? ORDER BY id",
        row ->
            new LearnedByShowing.Shown(
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

  /** What was shown was taken back: the newest such one is no example any more. */
  void takeBack(String taskId, JsonNode output) {
    boolean waited =
        waiting.removeIf(shown -> shown.taskId().equals(taskId) && shown.output().equals(output));
    if (!waited) {
      journal.update(
          "DELETE FROM demonstration WHERE id = (SELECT max(id) FROM demonstration"
              + " WHERE task_id = ? AND output = ?)",
          taskId,
          output.toString());
    }
  }

  /** Drops what waits of a site, be it the form's or the source's. */
  void drop(String site) {
    waiting.removeIf(shown -> shown.isOf(site));
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
