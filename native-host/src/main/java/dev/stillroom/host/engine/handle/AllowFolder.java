package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Loop;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Allows a folder, because the person said so. */
public final class AllowFolder implements Handler<Request.AllowFolder> {

  private final Loop loop;

  public AllowFolder(Loop loop) {
    this.loop = loop;
  }

  @Override
  public Class<Request.AllowFolder> request() {
    return Request.AllowFolder.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AllowFolder request) {
    loop.allow(request.folder());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
