package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Loop;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Takes an allowed folder back, because the person said so. */
public final class DisallowFolder implements Handler<Request.DisallowFolder> {

  private final Loop loop;

  public DisallowFolder(Loop loop) {
    this.loop = loop;
  }

  @Override
  public Class<Request.DisallowFolder> request() {
    return Request.DisallowFolder.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DisallowFolder request) {
    loop.disallow(request.folder());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
