package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Leaves an offered file as it is, for good. */
public final class LeaveOffer implements Handler<Request.LeaveOffer> {

  private final Conversions conversions;

  public LeaveOffer(Conversions conversions) {
    this.conversions = conversions;
  }

  @Override
  public Class<Request.LeaveOffer> request() {
    return Request.LeaveOffer.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.LeaveOffer request) {
    conversions.leave(request.offerId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
