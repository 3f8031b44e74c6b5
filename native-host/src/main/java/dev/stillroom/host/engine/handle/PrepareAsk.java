package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A question about a text: answered here, or what would be sent. */
public final class PrepareAsk implements Handler<Request.PrepareAsk> {

  private final Asks asks;

  public PrepareAsk(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.PrepareAsk> request() {
    return Request.PrepareAsk.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PrepareAsk request) {
    return asks.prepare(request);
  }
}
