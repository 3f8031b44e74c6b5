package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.repeat.Repetitions;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import java.util.concurrent.CompletableFuture;

/** The steps of a routine that the person wants to do again. */
public final class PlanReplay implements Handler<Request.PlanReplay> {

  private final Views views;
  private final TaskStore store;
  private final Repetitions repetitions;

  public PlanReplay(Views views, TaskStore store, Repetitions repetitions) {
    this.views = views;
    this.store = store;
    this.repetitions = repetitions;
  }

  @Override
  public Class<Request.PlanReplay> request() {
    return Request.PlanReplay.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PlanReplay request) {
    Task task = store.get(request.taskId());
    if (task.phase() != TaskPhase.READY || task.paused()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "'" + task.id() + "' is not in use: accept it, or resume it, first");
    }
    return CompletableFuture.completedFuture(
        new Reply.ReplayPlan(views.task(task), repetitions.steps(task.id())));
  }
}
