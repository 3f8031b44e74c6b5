package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.task.Notices;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps what the person should hear of until they have dismissed it, and pushes it once. */
public final class NoticeBoard implements Notices {

  private static final Set<NoticeKind> STANDING =
      EnumSet.of(
          NoticeKind.LEARNED, NoticeKind.NOT_LEARNED, NoticeKind.TRUST_ROSE, NoticeKind.TRUST_FELL);

  private final Journal journal;
  private final Clock clock;
  private final Consumer<Push> pushes;
  private Function<String, View.Notice> views;

  NoticeBoard(Journal journal, Clock clock, Consumer<Push> pushes) {
    this.journal = journal;
    this.clock = clock;
    this.pushes = pushes;
  }

  /** Told once, at construction of the engine, how a notice is shown. */
  void shownBy(Function<String, View.Notice> views) {
    this.views = views;
  }

  @Override
  public void tell(
      NoticeKind kind,
      boolean quiet,
      String taskId,
      String predictionId,
      String actId,
      String message) {
    if (STANDING.contains(kind)) {
      // Only the last word on how a task stands is worth reading.
      journal.update(
          "UPDATE notice SET dismissed = 1 WHERE task_id = ?"
              + " AND kind IN ('LEARNED', 'NOT_LEARNED', 'TRUST_ROSE', 'TRUST_FELL')",
          taskId);
    }
    String id = UUID.randomUUID().toString();
    journal.update(
        "INSERT INTO notice (id, time, kind, quiet, task_id, prediction_id, act_id, message)"
            + " VALUES (?,?,?,?,?,?,?,?)",
        id,
        clock.millis(),
        kind.name(),
        quiet,
        taskId,
        predictionId,
        actId,
        message);
    pushes.accept(new Push.Notify(views.apply(id)));
  }

  public void dismiss(String id) {
    journal.update("UPDATE notice SET dismissed = 1 WHERE id = ?", id);
  }
}
