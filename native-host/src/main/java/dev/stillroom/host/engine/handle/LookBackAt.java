package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.LookBack;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Downloads from before, taken in as examples. */
public final class LookBackAt implements Handler<Request.LookBack> {

  private final LookBack lookBack;

  public LookBackAt(LookBack lookBack) {
    this.lookBack = lookBack;
  }

  @Override
  public Class<Request.LookBack> request() {
    return Request.LookBack.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.LookBack request) {
    return CompletableFuture.completedFuture(lookBack.of(request.downloads(), request.last()));
  }
}
