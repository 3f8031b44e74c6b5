package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Forgetting;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Deletes one line of what was recorded. */
public final class DeleteEvent implements Handler<Request.DeleteEvent> {

  private final Forgetting forgetting;

  public DeleteEvent(Forgetting forgetting) {
    this.forgetting = forgetting;
  }

  @Override
  public Class<Request.DeleteEvent> request() {
    return Request.DeleteEvent.class;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DeleteEvent request) {
    forgetting.event(request.eventId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
