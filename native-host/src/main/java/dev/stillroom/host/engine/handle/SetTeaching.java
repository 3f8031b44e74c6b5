package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Teaching;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What may be spent, and which names are never shown. */
public final class SetTeaching implements Handler<Request.SetTeaching> {

  private final Teaching teaching;

  public SetTeaching(Teaching teaching) {
    this.teaching = teaching;
  }

  @Override
  public Class<Request.SetTeaching> request() {
    return Request.SetTeaching.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SetTeaching request) {
    teaching.set(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
