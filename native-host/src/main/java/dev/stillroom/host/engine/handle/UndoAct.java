package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Takes an act back. */
public final class UndoAct implements Handler<Request.UndoAct> {

  private final Conversions conversions;

  public UndoAct(Conversions conversions) {
    this.conversions = conversions;
  }

  @Override
  public Class<Request.UndoAct> request() {
    return Request.UndoAct.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.UndoAct request) {
    return conversions.undo(request.actId()).thenApply(Reply.Acted::new);
  }
}
