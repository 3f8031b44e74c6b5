package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Tidying;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Takes many acts back at once. */
public final class UndoMany implements Handler<Request.UndoMany> {

  private final Tidying tidying;

  public UndoMany(Tidying tidying) {
    this.tidying = tidying;
  }

  @Override
  public Class<Request.UndoMany> request() {
    return Request.UndoMany.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.UndoMany request) {
    return tidying.undo(request.batch(), request.since(), request.skip());
  }
}
