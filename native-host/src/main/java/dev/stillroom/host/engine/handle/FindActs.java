package dev.stillroom.host.engine.handle;

import dev.stillroom.host.apply.Acts;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The acts that can be undone, or those of a name. */
public final class FindActs implements Handler<Request.FindActs> {

  private final Acts acts;

  public FindActs(Acts acts) {
    this.acts = acts;
  }

  @Override
  public Class<Request.FindActs> request() {
    return Request.FindActs.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.FindActs request) {
    return CompletableFuture.completedFuture(
        new Reply.Acts(acts.named(request.name(), request.limit())));
  }
}
