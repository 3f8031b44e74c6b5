package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Runs;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A row that is not filled in. */
public final class SkipRow implements Handler<Request.SkipRow> {

  private final Runs runs;

  public SkipRow(Runs runs) {
    this.runs = runs;
  }

  @Override
  public Class<Request.SkipRow> request() {
    return Request.SkipRow.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SkipRow request) {
    return CompletableFuture.completedFuture(
        new Reply.RunShown(runs.skip(request.runId(), request.row()), List.of()));
  }
}
