package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.ask.Teaching;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Removes a large model, its key and what was agreed to for it. */
public final class RemoveTeacher implements Handler<Request.RemoveTeacher> {

  private final Teaching teaching;
  private final Asks asks;

  public RemoveTeacher(Teaching teaching, Asks asks) {
    this.teaching = teaching;
    this.asks = asks;
  }

  @Override
  public Class<Request.RemoveTeacher> request() {
    return Request.RemoveTeacher.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RemoveTeacher request) {
    asks.revokeAll(request.name());
    return teaching.remove(request.name());
  }
}
