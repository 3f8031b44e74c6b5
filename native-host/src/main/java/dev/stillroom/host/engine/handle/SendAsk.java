package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Sends what was prepared and shown. */
public final class SendAsk implements Handler<Request.SendAsk> {

  private final Asks asks;

  public SendAsk(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.SendAsk> request() {
    return Request.SendAsk.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SendAsk request) {
    return asks.send(request);
  }
}
