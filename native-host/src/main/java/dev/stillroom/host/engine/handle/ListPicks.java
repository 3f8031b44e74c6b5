package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Picks;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What was picked before, here or anywhere. */
public final class ListPicks implements Handler<Request.ListPicks> {

  private final Picks picks;

  public ListPicks(Picks picks) {
    this.picks = picks;
  }

  @Override
  public Class<Request.ListPicks> request() {
    return Request.ListPicks.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListPicks request) {
    return CompletableFuture.completedFuture(new Reply.Picks(picks.list(request.url())));
  }
}
