package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What the popup and the toolbar show. */
public final class GetOverview implements Handler<Request.GetOverview> {

  private final Views views;

  public GetOverview(Views views) {
    this.views = views;
  }

  @Override
  public Class<Request.GetOverview> request() {
    return Request.GetOverview.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GetOverview request) {
    return CompletableFuture.completedFuture(views.overview(request.site()));
  }
}
