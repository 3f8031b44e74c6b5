package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Picks;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Another page, filled in by what was learned. */
public final class FillPick implements Handler<Request.FillPick> {

  private final Picks picks;

  public FillPick(Picks picks) {
    this.picks = picks;
  }

  @Override
  public Class<Request.FillPick> request() {
    return Request.FillPick.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.FillPick request) {
    return picks.fill(request);
  }
}
