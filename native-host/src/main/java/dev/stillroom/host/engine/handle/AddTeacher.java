package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.ask.Teaching;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Adds a large model; what was agreed to for one of its name is asked anew. */
public final class AddTeacher implements Handler<Request.AddTeacher> {

  private final Teaching teaching;
  private final Asks asks;

  public AddTeacher(Teaching teaching, Asks asks) {
    this.teaching = teaching;
    this.asks = asks;
  }

  @Override
  public Class<Request.AddTeacher> request() {
    return Request.AddTeacher.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AddTeacher request) {
    asks.revokeAll(request.name().strip());
    return teaching.add(request);
  }
}
