package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The browser's own model answered. */
public final class NoteAnswer implements Handler<Request.NoteAnswer> {

  private final Asks asks;

  public NoteAnswer(Asks asks) {
    this.asks = asks;
  }

  @Override
  public Class<Request.NoteAnswer> request() {
    return Request.NoteAnswer.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NoteAnswer request) {
    return CompletableFuture.completedFuture(asks.note(request));
  }
}
