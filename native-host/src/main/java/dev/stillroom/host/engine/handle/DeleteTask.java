package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Deletes what one task has learned. */
public final class DeleteTask implements Handler<Request.DeleteTask> {

  private final Tasks tasks;

  public DeleteTask(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.DeleteTask> request() {
    return Request.DeleteTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DeleteTask request) {
    tasks.delete(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
