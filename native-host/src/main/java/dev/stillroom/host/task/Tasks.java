package dev.stillroom.host.task;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.routine.discovery.Worth;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Version.Role;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The life of a task, as the person steers it: one task for each deed that repeats. */
public final class Tasks {

  /** How the names of tasks begin that are found in pages. */
  private static final List<String> IN_PAGES = List.of("repeat-", "answer-");

  private final TaskStore store;
  private final TaskKinds kinds;
  private final Versions versions;
  private final Distillation distillation;
  private final Pool pool;
  private final Audit audit;
  private final Notices notices;
  private final Clock clock;

  public Tasks(
      TaskStore store,
      TaskKinds kinds,
      Versions versions,
      Distillation distillation,
      Pool pool,
      Audit audit,
      Notices notices,
      Clock clock) {
    this.store = store;
    this.kinds = kinds;
    this.versions = versions;
    this.distillation = distillation;
    this.pool = pool;
    this.audit = audit;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * A routine was found or grew. It is proposed once: what the person said no to never comes back
   * by itself, however often it is done.
   */
  public void found(Routine routine) {
    if (!routine.simple() || routine.act() == null) {
      return;
    }
    String id = routine.deed().replace(':', '-');
    Optional<Task> known = store.find(id);
    if (known.isEmpty()) {
      store.add(id, routine.deed(), routine.act(), routine.evidence());
      propose(id, routine);
      return;
    }
    Task task = known.get();
    switch (task.phase()) {
      case PROPOSED -> store.evidence(id, routine.act(), routine.evidence());
      case DISMISSED -> {
        // The person may still want it, and then says so.
      }
      case DISTILLING, READY, FAILED -> {
        // The task has its own evidence by now: the outcomes.
      }
    }
  }

  /**
   * Whether so much of what is done in pages was suggested in the last 24 hours that anything new
   * has to wait: suggestions are rare.
   */
  public boolean suggestedEnough() {
    Instant yesterday = clock.instant().minus(Duration.ofDays(1));
    return IN_PAGES.stream().mapToLong(tasks -> audit.count("proposal", yesterday, tasks)).sum()
        >= Worth.A_DAY;
  }

  private void propose(String id, Routine routine) {
    audit.record(id, "proposal", "Found a routine: " + routine.why());
    notices.tell(NoticeKind.PROPOSAL, false, id, null, null, null);
  }

  /** The person wants it learned. */
  public void accept(String id) {
    Task task = store.get(id);
    switch (task.phase()) {
      case PROPOSED, DISMISSED, FAILED -> {
        audit.record(id, "accepted", "The person wants this learned.");
        if (kinds.of(task).learns()) {
          store.phase(id, TaskPhase.PROPOSED, null);
          kinds.of(task).wanted(task);
          distillation.start(store.get(id));
        } else {
          store.phase(id, TaskPhase.READY, null);
          kinds.of(task).accepted(task);
        }
      }
      case DISTILLING, READY -> {
        // Pressed twice: it is under way.
      }
    }
  }

  public void dismiss(String id) {
    Task task = store.get(id);
    if (task.phase() != TaskPhase.PROPOSED && task.phase() != TaskPhase.FAILED) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "'" + id + "' is learned already: pause or delete it");
    }
    store.phase(id, TaskPhase.DISMISSED, null);
    audit.record(id, "dismissed", "The person does not want this learned.");
  }

  /** "Always": granted by the person, who saw the figures and a preview. */
  public void always(String id) {
    Version champion = trusted(id);
    if (!kinds.of(store.get(id)).mayRunByItself()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "'" + id + "' only suggests: what it would do in a page could not be undone");
    }
    if (Ladder.next(champion.trust(), Cause.GRANTED).isEmpty()) {
      return; // It runs by itself already.
    }
    store.granted(id, clock.instant());
    versions.move(champion, Cause.GRANTED, "You pressed \"Always\".");
  }

  /** Ask first again: the person's word. */
  public void askAgain(String id) {
    Version champion = trusted(id);
    store.granted(id, null);
    if (Ladder.next(champion.trust(), Cause.ASK_AGAIN).isPresent()) {
      versions.move(champion, Cause.ASK_AGAIN, "You want to be asked first again.");
      if (champion.trust() == Trust.AUTO_EARNED) {
        // Otherwise the next agreement would earn it back against the person's word.
        versions.forgetEvidence(champion);
      }
    }
  }

  /** Whether "Always" can be pressed now. */
  public boolean mayAlways(Task task, Version champion) {
    return task.phase() == TaskPhase.READY
        && champion.trust() == Trust.SUGGEST
        && kinds.of(task).mayRunByItself();
  }

  private Version trusted(String id) {
    Task task = store.get(id);
    Version champion =
        versions
            .champion(id)
            .filter(version -> version.trust() != Trust.OBSERVE)
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        "'" + id + "' has no model that passed yet: accept it first"));
    if (task.phase() != TaskPhase.READY) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "'" + id + "' is being learned: wait for its verdict");
    }
    return champion;
  }

  public void pause(String id, boolean paused) {
    store.get(id);
    store.paused(id, paused);
    audit.record(id, paused ? "paused" : "resumed", paused ? "You paused it." : "You resumed it.");
  }

  /** What the person says of an example whose label was doubted; it is learned soon. */
  public void settleLabel(String id, String exampleId, String label) {
    Task task = store.get(id);
    if (kinds.doubted() != null
        && kinds.doubted().settle(id, exampleId, label, kinds.of(task).labels(task))) {
      store.retrain(id, true);
    }
  }

  public void retrain(String id) {
    Task task = store.get(id);
    if (task.phase() == TaskPhase.PROPOSED || task.phase() == TaskPhase.DISMISSED) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "'" + id + "' is not accepted yet");
    }
    if (kinds.of(task).learns()) {
      distillation.start(task);
    }
  }

  /** Goes back to an earlier version; the grant is taken back with the version it was given to. */
  public void rollback(String id, String digest) {
    store.get(id);
    Version wanted =
        versions
            .find(id, digest)
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_FOUND,
                        "'" + id + "' has no version " + digest + ": see `models list`"));
    if (wanted.role() == Role.CHAMPION) {
      return;
    }
    if (!wanted.passes()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "version " + wanted.number() + " of '" + id + "' did not pass its verdict");
    }
    try {
      pool.model(digest);
    } catch (PackRefused refused) {
      throw new RequestFailure(
          ErrorCode.PACK_REFUSED,
          "version " + wanted.number() + " cannot be used any more: " + refused.getMessage());
    }
    versions
        .champion(id)
        .ifPresent(
            old ->
                versions.move(
                    old,
                    Cause.RETIRED,
                    "You went back to version " + wanted.number(),
                    Role.PREVIOUS));
    store.granted(id, null);
    versions.move(wanted, Cause.ROLLED_BACK, "You went back to this version.", Role.CHAMPION);
  }

  /**
   * Deletes what was learned: model versions, predictions and corrections. The person's own acts
   * stay in the journal, and the routine is not proposed again.
   */
  public void delete(String id) {
    store.get(id);
    distillation.cancel(id);
    versions.of(id).forEach(version -> pool.release(version.digest()));
    store.deleteLearned(id);
    store.retrain(id, false);
    distillation.sweepPacks();
    store.granted(id, null);
    store.phase(id, TaskPhase.DISMISSED, null);
    audit.record(id, "deleted", "You deleted what was learned.");
  }

  /** Distills the challengers that are wanted; called when nothing else is going on. */
  public void retrainAtIdle() {
    for (Task task : store.running()) {
      if (!distillation.busy() && (task.retrain() && !comparing(task) || grown(task))) {
        distillation.start(task);
      }
    }
  }

  /**
   * Whether a challenger runs in the shadow that has made no error yet. Another one in its place
   * would start its comparison anew at every error of the champion, and none would ever win.
   */
  private boolean comparing(Task task) {
    return versions
        .challenger(task.id())
        .filter(version -> !versions.wasWrong(version))
        .isPresent();
  }

  /** Whether there is twice as much to learn from as the last time, or more that was missing. */
  private boolean grown(Task task) {
    boolean passed =
        versions.champion(task.id()).filter(v -> v.trust() != Trust.OBSERVE).isPresent();
    return kinds.of(task).grown(task, passed);
  }
}
