package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Writings;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A summary in the words of the person's own language model. */
public final class WriteSummary implements Handler<Request.WriteSummary> {

  private final Writings writings;

  public WriteSummary(Writings writings) {
    this.writings = writings;
  }

  @Override
  public Class<Request.WriteSummary> request() {
    return Request.WriteSummary.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.WriteSummary request) {
    return CompletableFuture.completedFuture(writings.write(request));
  }
}
