package dev.stillroom.host.outcome;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.PairedTest;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Version.Role;
import dev.stillroom.host.trust.Versions;
import java.util.Optional;

/**
 * Lets a challenger take over from the champion once it is better on the same inputs, or equal and
 * smaller. It comes with its own evidence only: what these bytes predicted in the shadow before the
 * outcome was known. A champion that earned its place gives way only to one that earned it too.
 */
public final class Succession {

  private final Journal journal;
  private final TaskKinds kinds;
  private final Versions versions;
  private final Notices notices;

  public Succession(Journal journal, TaskKinds kinds, Versions versions, Notices notices) {
    this.journal = journal;
    this.kinds = kinds;
    this.versions = versions;
    this.notices = notices;
  }

  /** Replaces the champion where the evidence allows it. */
  public void consider(Task task) {
    Optional<Version> champion = versions.champion(task.id());
    Optional<Version> challenger = versions.challenger(task.id());
    if (champion.isEmpty() || challenger.isEmpty()) {
      return;
    }
    PairedTest test = pairs(task, champion.get(), challenger.get());
    // A smaller one is no gain where it would have to earn again what is earned already.
    double bound = challenger.get().sequence().bound();
    boolean smaller =
        bytes(challenger.get()) < 0.9 * bytes(champion.get())
            && bound >= champion.get().sequence().bound();
    if (!test.challengerIsBetter() && !(test.equal() && smaller)) {
      return;
    }
    boolean earned = bound >= Ladder.EARNED;
    if (champion.get().trust() == Trust.AUTO_EARNED && !earned) {
      return;
    }
    takeOver(task, champion.get(), challenger.get(), test);
  }

  private void takeOver(Task task, Version champion, Version challenger, PairedTest test) {
    String why =
        test.challengerIsBetter()
            ? "Version %d was right %d times where version %d was wrong, and wrong %d times."
                .formatted(
                    challenger.number(), test.challenger(), champion.number(), test.champion())
            : "Version %d is smaller than version %d and no worse in %d cases."
                .formatted(challenger.number(), champion.number(), test.pairs());
    versions.move(champion, Cause.RETIRED, why, Role.PREVIOUS);
    Version crowned = versions.move(challenger, Cause.TOOK_OVER, why, Role.CHAMPION);
    if (task.grantedAt() != null && Ladder.actsByItself(champion.trust())) {
      crowned =
          versions.move(crowned, Cause.GRANT_PASSED_ON, "You chose \"Always\" for this task.");
    }
    if (crowned.sequence().bound() >= Ladder.EARNED && kinds.of(task).mayRunByItself()) {
      versions.move(crowned, Cause.EARNED, "It earned this in the shadow.");
    }
    notices.tell(NoticeKind.MODEL_REPLACED, true, task.id(), null, null, why);
  }

  private PairedTest pairs(Task task, Version champion, Version challenger) {
    return journal
        .first(
            """
            SELECT count(*),
              coalesce(sum(a.outcome = 'agreed' AND b.outcome = 'disagreed'), 0),
              coalesce(sum(a.outcome = 'disagreed' AND b.outcome = 'agreed'), 0)
            FROM prediction a JOIN prediction b ON a.subject_id = b.subject_id
            WHERE a.task_id = ?1 AND b.task_id = ?1 AND a.model_digest = ?2
              AND b.model_digest = ?3 AND a.corrected = 0
              AND a.outcome IN ('agreed', 'disagreed') AND b.outcome IN ('agreed', 'disagreed')
            """,
            row -> new PairedTest(row.number(1), row.number(2), row.number(3)),
            task.id(),
            champion.digest(),
            challenger.digest())
        .orElseThrow();
  }

  private static long bytes(Version version) {
    return version.cardJson().path("bytes").asLong();
  }
}
