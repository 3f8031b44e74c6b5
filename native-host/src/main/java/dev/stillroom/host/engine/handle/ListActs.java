package dev.stillroom.host.engine.handle;

import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The acts, newest first. */
public final class ListActs implements Handler<Request.ListActs> {

  private final Acts acts;

  public ListActs(Acts acts) {
    this.acts = acts;
  }

  @Override
  public Class<Request.ListActs> request() {
    return Request.ListActs.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListActs request) {
    return CompletableFuture.completedFuture(
        new Reply.Acts(acts.list(request.query(), request.limit())));
  }
}
