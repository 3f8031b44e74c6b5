package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.repeat.Showing;
import java.util.concurrent.CompletableFuture;

/** The person shows a routine once. */
public final class Demonstrate implements Handler<Request.Demonstrate> {

  private final Showing showing;
  private final Runnable changed;

  public Demonstrate(Showing showing, Runnable changed) {
    this.showing = showing;
    this.changed = changed;
  }

  @Override
  public Class<Request.Demonstrate> request() {
    return Request.Demonstrate.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.Demonstrate request) {
    String taskId = null;
    if (request.begins()) {
      showing.begin();
    } else {
      taskId = showing.end().orElse(null);
    }
    changed.run();
    return CompletableFuture.completedFuture(new Reply.Demonstrated(taskId));
  }
}
