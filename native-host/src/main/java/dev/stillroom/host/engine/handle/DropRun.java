package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Runs;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Deletes a run with its table and its log. */
public final class DropRun implements Handler<Request.DropRun> {

  private final Runs runs;

  public DropRun(Runs runs) {
    this.runs = runs;
  }

  @Override
  public Class<Request.DropRun> request() {
    return Request.DropRun.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DropRun request) {
    runs.drop(request.runId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
