package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A page of a watched site, for a while in memory. */
public final class NotePage implements Handler<Request.NotePage> {

  private final Fills fills;

  public NotePage(Fills fills) {
    this.fills = fills;
  }

  @Override
  public Class<Request.NotePage> request() {
    return Request.NotePage.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NotePage request) {
    fills.noted(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
