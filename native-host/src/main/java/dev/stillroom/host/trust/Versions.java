package dev.stillroom.host.trust;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Journal.Row;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.trust.Version.Role;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The versions of every task's model and their standing: the one place where trust changes. */
public final class Versions {

  /** How many former champions a task keeps. */
  static final int FORMER_CHAMPIONS = 5;

  private static final String COLUMNS =
      "SELECT task_id, digest, version, role, trust, installed, card, since, n, agreements, drift"
          + " FROM model ";

  private final Journal journal;
  private final Audit audit;
  private final Clock clock;

  public Versions(Journal journal, Audit audit, Clock clock) {
    this.journal = journal;
    this.audit = audit;
    this.clock = clock;
  }

  public Optional<Version> champion(String taskId) {
    return inRole(taskId, Role.CHAMPION);
  }

  public Optional<Version> challenger(String taskId) {
    return inRole(taskId, Role.CHALLENGER);
  }

  private Optional<Version> inRole(String taskId, Role role) {
    return journal.first(
        COLUMNS + "WHERE task_id = ? AND role = ?", Versions::map, taskId, role.name());
  }

  /** All versions of a task, newest first. */
  public List<Version> of(String taskId) {
    return journal.query(
        COLUMNS + "WHERE task_id = ? ORDER BY version DESC", Versions::map, taskId);
  }

  public Optional<Version> find(String taskId, String digest) {
    return journal.first(
        COLUMNS + "WHERE task_id = ? AND digest = ?", Versions::map, taskId, digest);
  }

  /**
   * Adds a version, at {@code OBSERVE}. It becomes the champion where there is none or the champion
   * is not trusted yet, otherwise the challenger, in place of an earlier one. The same bytes again
   * are left as they stand.
   *
   * @return whether it is new
   */
  public boolean install(String taskId, String digest, String card) {
    if (find(taskId, digest).isPresent()) {
      return false;
    }
    Optional<Version> champion = champion(taskId);
    boolean first = champion.isEmpty() || champion.get().trust() == Trust.OBSERVE;
    if (first) {
      champion.ifPresent(
          old -> move(old, Cause.RETIRED, "A newer version was distilled.", Role.PREVIOUS));
    }
    challenger(taskId)
        .ifPresent(
            old -> move(old, Cause.RETIRED, "A newer challenger was distilled.", Role.PREVIOUS));
    long number =
        journal.count("SELECT coalesce(max(version), 0) + 1 FROM model WHERE task_id = ?", taskId);
    journal.update(
        "INSERT INTO model (task_id, digest, version, role, trust, installed, card, since)"
            + " VALUES (?,?,?,?,?,?,?,?)",
        taskId,
        digest,
        number,
        (first ? Role.CHAMPION : Role.CHALLENGER).name(),
        Trust.OBSERVE.name(),
        clock.millis(),
        card,
        clock.millis());
    return true;
  }

  /**
   * Makes a version the champion at once, new or known: of tasks whose answers the person looks at
   * before they are kept.
   */
  public Version serve(String taskId, String digest, String card) {
    champion(taskId)
        .filter(old -> !old.digest().equals(digest))
        .ifPresent(old -> move(old, Cause.RETIRED, "A newer one learned more.", Role.PREVIOUS));
    if (!install(taskId, digest, card)) {
      journal.update(
          "UPDATE model SET role = ? WHERE task_id = ? AND digest = ?",
          Role.CHAMPION.name(),
          taskId,
          digest);
    }
    Version version = find(taskId, digest).orElseThrow();
    return version.passes() && version.trust() == Trust.OBSERVE
        ? move(version, Cause.LEARNED, "Learned from what you showed it.")
        : version;
  }

  /** The digests of all versions of all tasks. */
  public Set<String> digests() {
    return Set.copyOf(journal.query("SELECT DISTINCT digest FROM model", row -> row.text(1)));
  }

  /**
   * Whether the person disagreed with it since it was installed, also where it would do nothing.
   */
  public boolean wasWrong(Version version) {
    return journal.count(
            "SELECT count(*) FROM prediction WHERE task_id = ? AND model_digest = ?"
                + " AND outcome = 'disagreed' AND corrected = 0",
            version.taskId(),
            version.digest())
        > 0;
  }

  /**
   * Lets go of old versions: the last {@link #FORMER_CHAMPIONS} champions are kept to go back to,
   * and of those that only ran in the shadow none.
   */
  public void prune(String taskId) {
    List<Version> previous =
        of(taskId).stream().filter(version -> version.role() == Role.PREVIOUS).toList();
    int kept = 0;
    for (Version version : previous) {
      boolean champion =
          journal.count(
                  "SELECT count(*) FROM prediction WHERE task_id = ? AND model_digest = ?"
                      + " AND mode <> 'shadow'",
                  taskId,
                  version.digest())
              > 0;
      if (champion && kept < FORMER_CHAMPIONS) {
        kept++;
      } else {
        journal.update(
            "DELETE FROM model WHERE task_id = ? AND digest = ?", taskId, version.digest());
      }
    }
  }

  /** Moves a version as the ladder allows, and writes the audit line. */
  public Version move(Version version, Cause cause, String why) {
    return move(version, cause, why, version.role());
  }

  /**
   * Moves a version as the ladder allows, gives it a role, and writes the audit line.
   *
   * @throws IllegalStateException when the ladder's table has no such transition
   */
  public Version move(Version version, Cause cause, String why, Role role) {
    Trust to =
        Ladder.next(version.trust(), cause)
            .orElseThrow(
                () -> new IllegalStateException(cause + " leads nowhere from " + version.trust()));
    journal.update(
        "UPDATE model SET trust = ?, role = ? WHERE task_id = ? AND digest = ?",
        to.name(),
        role.name(),
        version.taskId(),
        version.digest());
    audit.record(version.taskId(), "trust", version.trust(), to, why, version.sequence());
    return find(version.taskId(), version.digest()).orElseThrow();
  }

  /** Starts a version's evidence anew: what was seen before a change says little about after. */
  public void forgetEvidence(Version version) {
    journal.update(
        "UPDATE model SET since = ?, n = 0, agreements = 0, drift = 0"
            + " WHERE task_id = ? AND digest = ?",
        clock.millis() + 1,
        version.taskId(),
        version.digest());
  }

  /**
   * Counts a version's evidence anew from its predictions, after an outcome was added, changed or
   * taken back. The change detector reads the same acts again in the order of their outcomes, so
   * that an outcome which changes is not counted twice.
   */
  public Version recount(Version version) {
    List<Boolean> acts =
        journal.query(
            "SELECT outcome = 'agreed' FROM prediction WHERE task_id = ? AND model_digest = ?"
                + " AND time >= ? AND outcome IN ('agreed', 'disagreed') AND acts = 1"
                + " AND corrected = 0 ORDER BY outcome_time, rowid",
            row -> row.flag(1),
            version.taskId(),
            version.digest(),
            version.since().toEpochMilli());
    DriftDetector detector = Ladder.detector(version.trust());
    double drift = 0;
    for (boolean agreed : acts) {
      drift = detector.next(drift, agreed);
    }
    journal.update(
        "UPDATE model SET n = ?, agreements = ?, drift = ? WHERE task_id = ? AND digest = ?",
        acts.size(),
        acts.stream().filter(agreed -> agreed).count(),
        drift,
        version.taskId(),
        version.digest());
    return find(version.taskId(), version.digest()).orElseThrow();
  }

  private static Version map(Row row) throws SQLException {
    return new Version(
        row.text(1),
        row.text(2),
        row.integer(3),
        Role.valueOf(row.text(4)),
        Trust.valueOf(row.text(5)),
        Instant.ofEpochMilli(row.number(6)),
        row.text(7),
        Instant.ofEpochMilli(row.number(8)),
        new Sequence(row.number(9), row.number(10)),
        row.real(11));
  }
}
