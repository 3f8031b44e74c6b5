package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The one switch for everything. */
public final class StopEverything implements Handler<Request.StopEverything> {

  private final Settings settings;

  public StopEverything(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Class<Request.StopEverything> request() {
    return Request.StopEverything.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.StopEverything request) {
    settings.stopped(request.stopped());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
