package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What the person said no to, or deleted: it stays away unless they want it after all. */
public final class ListDismissed implements Handler<Request.ListDismissed> {

  private final Views views;

  public ListDismissed(Views views) {
    this.views = views;
  }

  @Override
  public Class<Request.ListDismissed> request() {
    return Request.ListDismissed.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListDismissed request) {
    return CompletableFuture.completedFuture(new Reply.DismissedTasks(views.dismissed()));
  }
}
