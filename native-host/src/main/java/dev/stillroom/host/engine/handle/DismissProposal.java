package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Does not learn what was proposed. */
public final class DismissProposal implements Handler<Request.DismissProposal> {

  private final Tasks tasks;

  public DismissProposal(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.DismissProposal> request() {
    return Request.DismissProposal.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DismissProposal request) {
    tasks.dismiss(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
