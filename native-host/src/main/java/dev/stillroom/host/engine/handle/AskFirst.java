package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Takes "Always" back: the task asks first again. */
public final class AskFirst implements Handler<Request.AskFirst> {

  private final Tasks tasks;

  public AskFirst(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.AskFirst> request() {
    return Request.AskFirst.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AskFirst request) {
    tasks.askAgain(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
