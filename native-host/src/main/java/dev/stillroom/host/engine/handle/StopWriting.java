package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Writings;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Ends a summary that is being written. */
public final class StopWriting implements Handler<Request.StopWriting> {

  private final Writings writings;

  public StopWriting(Writings writings) {
    this.writings = writings;
  }

  @Override
  public Class<Request.StopWriting> request() {
    return Request.StopWriting.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.StopWriting request) {
    writings.stop(request.writingId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
