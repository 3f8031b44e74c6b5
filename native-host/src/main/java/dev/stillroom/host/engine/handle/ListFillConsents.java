package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Consents;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The pairs of origins that the person agreed to. */
public final class ListFillConsents implements Handler<Request.ListFillConsents> {

  private final Consents consents;

  public ListFillConsents(Consents consents) {
    this.consents = consents;
  }

  @Override
  public Class<Request.ListFillConsents> request() {
    return Request.ListFillConsents.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListFillConsents request) {
    return CompletableFuture.completedFuture(new Reply.FillConsents(consents.list()));
  }
}
