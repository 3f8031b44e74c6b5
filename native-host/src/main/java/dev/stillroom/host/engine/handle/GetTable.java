package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Picks;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The table that the pages of a pick made. */
public final class GetTable implements Handler<Request.GetTable> {

  private final Picks picks;

  public GetTable(Picks picks) {
    this.picks = picks;
  }

  @Override
  public Class<Request.GetTable> request() {
    return Request.GetTable.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GetTable request) {
    return CompletableFuture.completedFuture(
        picks.table(request.taskId(), request.from(), request.limit()));
  }
}
