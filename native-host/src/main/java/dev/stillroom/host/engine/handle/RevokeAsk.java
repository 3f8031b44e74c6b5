package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A question to a teacher is shown again before it is sent. */
public final class RevokeAsk implements Handler<Request.RevokeAsk> {

  private final Asks asks;

  public RevokeAsk(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.RevokeAsk> request() {
    return Request.RevokeAsk.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RevokeAsk request) {
    asks.revoke(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
