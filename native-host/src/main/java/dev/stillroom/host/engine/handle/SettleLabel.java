package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** What the person says of an example whose label was doubted. */
public final class SettleLabel implements Handler<Request.SettleLabel> {

  private final Tasks tasks;

  public SettleLabel(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.SettleLabel> request() {
    return Request.SettleLabel.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SettleLabel request) {
    tasks.settleLabel(request.taskId(), request.exampleId(), request.label());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
