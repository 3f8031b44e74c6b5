package dev.stillroom.host.task;

import dev.stillroom.host.journal.Journal;
import java.time.Clock;
import java.util.Optional;

/**
 * Corrections that stick: an input that was corrected gets the person's answer at once, whatever
 * the model says, also before the next version has learned it.
 */
public final class Corrections {

  private final Journal journal;
  private final Clock clock;

  public Corrections(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  public void correct(String taskId, Subject subject, String output) {
    journal.update(
        "INSERT INTO correction (task_id, input_digest, output, time) VALUES (?,?,?,?)"
            + " ON CONFLICT DO UPDATE SET output = excluded.output, time = excluded.time",
        taskId,
        subject.digest(),
        output,
        clock.millis());
  }

  /** The person's own answer for this subject, if they corrected it. */
  public Optional<String> of(String taskId, Subject subject) {
    return journal.first(
        "SELECT output FROM correction WHERE task_id = ? AND input_digest = ?",
        row -> row.text(1),
        taskId,
        subject.digest());
  }

  public void remove(String taskId, Subject subject) {
    journal.update(
        "DELETE FROM correction WHERE task_id = ? AND input_digest = ?", taskId, subject.digest());
  }
}
