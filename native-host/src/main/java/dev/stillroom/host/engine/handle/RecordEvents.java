package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Loop;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Records events; acknowledged once they survive the death of the engine. */
public final class RecordEvents implements Handler<Request.RecordEvents> {

  private final Loop loop;

  public RecordEvents(Loop loop) {
    this.loop = loop;
  }

  @Override
  public Class<Request.RecordEvents> request() {
    return Request.RecordEvents.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RecordEvents request) {
    return CompletableFuture.completedFuture(new Reply.Acknowledged(loop.record(request.events())));
  }
}
