package dev.stillroom.host.task;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Sequence;
import java.time.Clock;
import java.util.List;

/** The folders into which downloads go without being asked, because the person said so. */
public final class GrantedFolders {

  private final Journal journal;
  private final Audit audit;
  private final Clock clock;

  public GrantedFolders(Journal journal, Audit audit, Clock clock) {
    this.journal = journal;
    this.audit = audit;
    this.clock = clock;
  }

  public void grant(String taskId, String folder) {
    int changed =
        journal.update(
            "INSERT OR IGNORE INTO granted_folder (task_id, folder, time) VALUES (?,?,?)",
            taskId,
            folder,
            clock.millis());
    if (changed > 0) {
      Sequence so = agreement(taskId, folder);
      audit.record(
          taskId,
          "granted",
          "You pressed \"Always\" for "
              + folder
              + ", right "
              + so.agreements()
              + " of "
              + so.n()
              + " times so far.");
    }
  }

  /**
   * Asks first again.
   *
   * @return whether it had been granted
   */
  public boolean withdraw(String taskId, String folder, String why) {
    boolean granted =
        journal.update(
                "DELETE FROM granted_folder WHERE task_id = ? AND folder = ?", taskId, folder)
            > 0;
    if (granted) {
      audit.record(taskId, "withdrawn", why);
    }
    return granted;
  }

  public boolean granted(String taskId, String folder) {
    return journal.count(
            "SELECT count(*) FROM granted_folder WHERE task_id = ? AND folder = ?", taskId, folder)
        > 0;
  }

  public List<String> of(String taskId) {
    return journal.query(
        "SELECT folder FROM granted_folder WHERE task_id = ? ORDER BY folder",
        row -> row.text(1),
        taskId);
  }

  /**
   * How often a folder was right when it was said, by whatever version, the champion's words only.
   */
  public Sequence agreement(String taskId, String folder) {
    return journal
        .first(
            "SELECT count(*), coalesce(sum(outcome = 'agreed'), 0) FROM prediction"
                + " WHERE task_id = ? AND output = ? AND mode <> 'shadow' AND corrected = 0"
                + " AND outcome IN ('agreed', 'disagreed')",
            row -> new Sequence(row.number(1), row.number(2)),
            taskId,
            folder)
        .orElseThrow();
  }

  /** Whether a folder was right each of the last {@code times} that it was said. */
  public boolean steady(String taskId, String folder, int times) {
    List<Boolean> last =
        journal.query(
            "SELECT outcome = 'agreed' FROM prediction WHERE task_id = ? AND output = ?"
                + " AND mode <> 'shadow' AND corrected = 0 AND outcome IN ('agreed', 'disagreed')"
                + " ORDER BY outcome_time DESC, rowid DESC LIMIT ?",
            row -> row.flag(1),
            taskId,
            folder,
            times);
    return last.size() == times && !last.contains(false);
  }
}
