package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Goes back to an earlier version of a model. */
public final class RollbackModel implements Handler<Request.RollbackModel> {

  private final Tasks tasks;

  public RollbackModel(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.RollbackModel> request() {
    return Request.RollbackModel.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RollbackModel request) {
    tasks.rollback(request.taskId(), request.digest());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
