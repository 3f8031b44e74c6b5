package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Runs;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Pauses a run or lets it go on. */
public final class SteerRun implements Handler<Request.SteerRun> {

  private final Runs runs;

  public SteerRun(Runs runs) {
    this.runs = runs;
  }

  @Override
  public Class<Request.SteerRun> request() {
    return Request.SteerRun.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SteerRun request) {
    return CompletableFuture.completedFuture(new Reply.RunShown(runs.steer(request), List.of()));
  }
}
