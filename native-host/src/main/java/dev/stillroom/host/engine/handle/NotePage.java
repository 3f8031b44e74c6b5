package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Handwork;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A page of a watched site, for a while in memory. */
public final class NotePage implements Handler<Request.NotePage> {

  private final Handwork handwork;

  public NotePage(Handwork handwork) {
    this.handwork = handwork;
  }

  @Override
  public Class<Request.NotePage> request() {
    return Request.NotePage.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NotePage request) {
    handwork.noted(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
