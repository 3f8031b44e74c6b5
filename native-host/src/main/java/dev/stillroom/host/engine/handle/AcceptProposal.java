package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Tasks;
import java.util.concurrent.CompletableFuture;

/** Learns what was proposed. */
public final class AcceptProposal implements Handler<Request.AcceptProposal> {

  private final Tasks tasks;

  public AcceptProposal(Tasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public Class<Request.AcceptProposal> request() {
    return Request.AcceptProposal.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AcceptProposal request) {
    tasks.accept(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
