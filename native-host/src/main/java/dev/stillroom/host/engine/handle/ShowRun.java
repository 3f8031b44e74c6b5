package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Runs;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What went where of a table. */
public final class ShowRun implements Handler<Request.ShowRun> {

  private final Runs runs;

  public ShowRun(Runs runs) {
    this.runs = runs;
  }

  @Override
  public Class<Request.ShowRun> request() {
    return Request.ShowRun.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ShowRun request) {
    return CompletableFuture.completedFuture(runs.show(request));
  }
}
