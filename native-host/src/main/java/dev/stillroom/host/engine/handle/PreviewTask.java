package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Specified;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What a task specified by hand would send. */
public final class PreviewTask implements Handler<Request.PreviewTask> {

  private final Specified specified;

  public PreviewTask(Specified specified) {
    this.specified = specified;
  }

  @Override
  public Class<Request.PreviewTask> request() {
    return Request.PreviewTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PreviewTask request) {
    return specified.preview(request.spec(), request.from());
  }
}
