package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Lets a task run by itself because the person says so. */
public final class GrantAlways implements Handler<Request.GrantAlways> {

  private final Tasks tasks;

  public GrantAlways(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.GrantAlways> request() {
    return Request.GrantAlways.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GrantAlways request) {
    tasks.always(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
