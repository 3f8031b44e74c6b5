package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Does what was offered. */
public final class TakeOffer implements Handler<Request.TakeOffer> {

  private final Conversions conversions;

  public TakeOffer(Conversions conversions) {
    this.conversions = conversions;
  }

  @Override
  public Class<Request.TakeOffer> request() {
    return Request.TakeOffer.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.TakeOffer request) {
    return conversions.take(request.offerId()).thenApply(Reply.Acted::new);
  }
}
