package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** How often a small model's answer is checked. */
public final class SteerQuestion implements Handler<Request.SteerQuestion> {

  private final Asks asks;

  public SteerQuestion(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.SteerQuestion> request() {
    return Request.SteerQuestion.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SteerQuestion request) {
    asks.steer(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
