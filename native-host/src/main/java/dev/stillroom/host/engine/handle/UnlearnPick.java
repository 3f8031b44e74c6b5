package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Picks;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The last page of a pick, taken back. */
public final class UnlearnPick implements Handler<Request.UnlearnPick> {

  private final Picks picks;

  public UnlearnPick(Picks picks) {
    this.picks = picks;
  }

  @Override
  public Class<Request.UnlearnPick> request() {
    return Request.UnlearnPick.class;
  }

  /** With its only page a pick is forgotten, which is durable. */
  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.UnlearnPick request) {
    picks.unlearn(request.taskId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
