package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Asks;
import dev.stillroom.host.ask.Teaching;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The large models that may be asked. */
public final class ListTeachers implements Handler<Request.ListTeachers> {

  private final Teaching teaching;
  private final Asks asks;

  public ListTeachers(Teaching teaching, Asks asks) {
    this.teaching = teaching;
    this.asks = asks;
  }

  @Override
  public Class<Request.ListTeachers> request() {
    return Request.ListTeachers.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListTeachers request) {
    asks.expected();
    return teaching.list();
  }
}
