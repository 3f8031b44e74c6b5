package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Distills a challenger now. */
public final class Retrain implements Handler<Request.Retrain> {

  private final Tasks tasks;

  public Retrain(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.Retrain> request() {
    return Request.Retrain.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.Retrain request) {
    tasks.retrain(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
