package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Pauses or resumes one task. */
public final class PauseTask implements Handler<Request.PauseTask> {

  private final Tasks tasks;

  public PauseTask(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.PauseTask> request() {
    return Request.PauseTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PauseTask request) {
    tasks.pause(request.taskId(), request.paused());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
