package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was done for the person in figures. Each act counts as the median time that they take
 * themselves between a download and what they do with it, at most a minute.
 */
public final class SavedTime {

  private static final double LONGEST_SECONDS = 60;
  private static final Duration WEEK = Duration.ofDays(7);

  /** By Stillroom, not by the person's own button; what was tidied, too. */
  private static final String FOR_THEM =
      " (actor IN ('OFFER', 'GRANTED', 'EARNED') OR batch IS NOT NULL)";

  private final Journal journal;

  public SavedTime(Journal journal) {
    this.journal = journal;
  }

  /** All there ever was, in seconds. */
  public double seconds() {
    return count("DONE", Instant.EPOCH) * each() + asked();
  }

  /** What teachers would have taken for what small models answered in their place, in seconds. */
  private double asked() {
    return journal
        .first(
            "SELECT total((SELECT count(*) FROM ask m WHERE m.question_id = t.question_id"
                + " AND m.source = 'MODEL') * t.each) FROM (SELECT question_id, avg(seconds) AS"
                + " each FROM ask WHERE source = 'TEACHER' GROUP BY question_id) t",
            row -> row.real(1))
        .orElse(0.0);
  }

  public FilesView.Week week(Instant now) {
    Instant since = now.minus(WEEK);
    long done = count("DONE", since);
    return new FilesView.Week((int) done, done * each(), (int) count("UNDONE", since));
  }

  private long count(String state, Instant since) {
    return journal.count(
        "SELECT count(*) FROM act WHERE state = ? AND time >= ? AND" + FOR_THEM,
        state,
        since.toEpochMilli());
  }

  private double each() {
    List<Long> byHand =
        journal.query(
            "SELECT f.time - d.time FROM follow_up f JOIN download d ON d.id = f.download_id"
                + " WHERE f.actor <> 'model' AND (f.deed LIKE 'convert:%' OR f.deed = 'move')"
                + " AND f.taken_back = 0 AND d.past = 0 ORDER BY 1",
            row -> row.number(1));
    return byHand.isEmpty()
        ? 0
        : Math.clamp(byHand.get(byHand.size() / 2) / 1000.0, 0, LONGEST_SECONDS);
  }
}
