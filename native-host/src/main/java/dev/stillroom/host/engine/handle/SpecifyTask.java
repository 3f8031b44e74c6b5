package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Specified;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Makes a task that was specified by hand. */
public final class SpecifyTask implements Handler<Request.SpecifyTask> {

  private final Specified specified;

  public SpecifyTask(Specified specified) {
    this.specified = specified;
  }

  @Override
  public Class<Request.SpecifyTask> request() {
    return Request.SpecifyTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SpecifyTask request) {
    return CompletableFuture.completedFuture(specified.begin(request.spec(), request.digest()));
  }
}
