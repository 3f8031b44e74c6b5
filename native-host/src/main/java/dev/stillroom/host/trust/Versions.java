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
    // One from somebody else that is not verified yet answers nobody either.
    boolean first =
        champion.isEmpty()
            || champion.get().trust() == Trust.OBSERVE
            || champion.get().trust() == Trust.SHADOW;
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

  /**
   * Makes a new version the champion at once, with what it stands for of what the old one's
   * evidence was, and with the trust that this evidence and the person's word allow.
   *
   * @param carried outcomes of earlier versions, as {@code CarriedEvidence} counts them
   */
  public Version succeed(
      Version old, String digest, String card, Carried carried, boolean granted) {
    serve(old.taskId(), digest, card);
    journal.update(
        "UPDATE model SET since = ?, n = ?, agreements = ?, carried = ?, carried_agreements = ?,"
            + " carried_sure = ?, carried_sure_agreements = ?, drift = ?"
            + " WHERE task_id = ? AND digest = ?",
        old.since().toEpochMilli(),
        carried.all().n(),
        carried.all().agreements(),
        carried.all().n(),
        carried.all().agreements(),
        carried.sure().n(),
        carried.sure().agreements(),
        old.drift(),
        old.taskId(),
        digest);
    Version version = find(old.taskId(), digest).orElseThrow();
    if (granted && Ladder.next(version.trust(), Cause.GRANT_PASSED_ON).isPresent()) {
      version = move(version, Cause.GRANT_PASSED_ON, "You chose \"Always\" for this task.");
    }
    boolean earned = carried.sure().bound() >= Ladder.EARNED;
    return old.trust() == Trust.AUTO_EARNED
            && earned
            && Ladder.next(version.trust(), Cause.EARNED).isPresent()
        ? move(version, Cause.EARNED, "It says the same as what earned this.")
        : version;
  }

  /** Takes in a version from somebody else: it predicts silently until it is verified. */
  public Version share(String taskId, String digest, String card, String why) {
    install(taskId, digest, card);
    return move(find(taskId, digest).orElseThrow(), Cause.SHARED, why);
  }

  /** The digests of all versions of all tasks, and of the programs that say names. */
  public Set<String> digests() {
    return Set.copyOf(
        journal.query(
            "SELECT digest FROM model UNION SELECT digest FROM naming WHERE digest IS NOT NULL",
            row -> row.text(1)));
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
        "UPDATE model SET since = ?, n = 0, agreements = 0, drift = 0,"
            + " carried_sure = NULL, carried_sure_agreements = NULL,"
            + " carried = CASE WHEN carried IS NULL THEN NULL ELSE 0 END,"
            + " carried_agreements = CASE WHEN carried IS NULL THEN NULL ELSE 0 END"
            + " WHERE task_id = ? AND digest = ?",
        clock.millis() + 1,
        version.taskId(),
        version.digest());
  }

  /**
   * Counts a version's evidence anew from its predictions, after an outcome was added, changed or
   * taken back; what it stands for of earlier versions is added as it was carried. The change
   * detector reads the same acts again in the order of their outcomes, so that an outcome which
   * changes is not counted twice; it reads those of the earlier versions too, because a fall that
   * is spread over several versions is one.
   */
  public Version recount(Version version) {
    String carried =
        "SELECT carried, carried_agreements FROM model WHERE task_id = ? AND digest = ?";
    Optional<Sequence> before =
        journal.first(
            carried + " AND carried IS NOT NULL",
            row -> new Sequence(row.number(1), row.number(2)),
            version.taskId(),
            version.digest());
    List<Boolean> acts = acts(version, "model_digest = ?", version.digest());
    List<Boolean> watched = before.isEmpty() ? acts : acts(version, "mode <> ?", "shadow");
    DriftDetector detector = Ladder.detector(version.trust());
    double drift = 0;
    for (boolean agreed : watched) {
      drift = detector.next(drift, agreed);
    }
    Sequence stands = before.orElse(new Sequence(0, 0));
    journal.update(
        "UPDATE model SET n = ?, agreements = ?, drift = ? WHERE task_id = ? AND digest = ?",
        stands.n() + acts.size(),
        stands.agreements() + acts.stream().filter(agreed -> agreed).count(),
        drift,
        version.taskId(),
        version.digest());
    return find(version.taskId(), version.digest()).orElseThrow();
  }

  /**
   * What running by itself may be earned by: outcomes of the acts that a version would have done
   * without asking. How sure it is stands before the outcome is known, so that leaving out the
   * others leaves the bound valid; they are never done unasked, whatever was earned.
   *
   * @param sure the confidence from which its kind of task acts by itself
   */
  public Sequence earning(Version version, double sure) {
    if (sure <= 0) {
      return version.sequence();
    }
    Sequence before =
        journal
            .first(
                "SELECT coalesce(carried_sure, 0), coalesce(carried_sure_agreements, 0) FROM model"
                    + " WHERE task_id = ? AND digest = ?",
                row -> new Sequence(row.number(1), row.number(2)),
                version.taskId(),
                version.digest())
            .orElseThrow();
    List<Boolean> own =
        acts(version, "confidence >= " + sure + " AND model_digest = ?", version.digest());
    return new Sequence(
        before.n() + own.size(), before.agreements() + own.stream().filter(a -> a).count());
  }

  /** The outcomes of acts since a version's evidence began, oldest first. */
  private List<Boolean> acts(Version version, String which, String value) {
    return journal.query(
        "SELECT outcome = 'agreed' FROM prediction WHERE task_id = ? AND "
            + which
            + " AND time >= ? AND outcome IN ('agreed', 'disagreed') AND acts = 1"
            + " AND corrected = 0 ORDER BY outcome_time, rowid",
        row -> row.flag(1),
        version.taskId(),
        value,
        version.since().toEpochMilli());
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
