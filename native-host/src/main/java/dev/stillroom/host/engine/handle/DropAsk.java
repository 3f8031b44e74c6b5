package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Nothing is sent. */
public final class DropAsk implements Handler<Request.DropAsk> {

  private final Asks asks;

  public DropAsk(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.DropAsk> request() {
    return Request.DropAsk.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DropAsk request) {
    asks.drop(request.askId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
