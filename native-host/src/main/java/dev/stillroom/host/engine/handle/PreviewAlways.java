package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What a person sees before "Always". */
public final class PreviewAlways implements Handler<Request.PreviewAlways> {

  private final Views views;

  public PreviewAlways(Views views) {
    this.views = views;
  }

  @Override
  public Class<Request.PreviewAlways> request() {
    return Request.PreviewAlways.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PreviewAlways request) {
    return CompletableFuture.completedFuture(views.alwaysPreview(request.taskId()));
  }
}
