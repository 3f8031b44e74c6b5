package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The questions that came back, and those specified by hand. */
public final class ListQuestions implements Handler<Request.ListQuestions> {

  private final Asks asks;

  public ListQuestions(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.ListQuestions> request() {
    return Request.ListQuestions.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListQuestions request) {
    return CompletableFuture.completedFuture(asks.list());
  }
}
