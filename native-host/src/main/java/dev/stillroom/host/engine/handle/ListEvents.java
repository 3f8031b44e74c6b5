package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Events;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What was recorded. */
public final class ListEvents implements Handler<Request.ListEvents> {

  private final Events events;

  public ListEvents(Events events) {
    this.events = events;
  }

  @Override
  public Class<Request.ListEvents> request() {
    return Request.ListEvents.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListEvents request) {
    return CompletableFuture.completedFuture(
        new Reply.Events(
            events.list(request.since(), request.query(), request.limit()),
            events.count(request.since(), request.query())));
  }
}
