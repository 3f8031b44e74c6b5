package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Consents;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** One origin's data may, or may no longer, be filled into another's forms. */
public final class AllowFill implements Handler<Request.AllowFill> {

  private final Consents consents;

  public AllowFill(Consents consents) {
    this.consents = consents;
  }

  @Override
  public Class<Request.AllowFill> request() {
    return Request.AllowFill.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AllowFill request) {
    consents.allow(request.from(), request.into(), request.allowed());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
