package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What the popup and the toolbar show. */
public final class GetOverview implements Handler<Request.GetOverview> {

  private final Views views;
  private final Runnable conversionLikely;

  /**
   * @param conversionLikely told when pictures are shown that can be converted
   */
  public GetOverview(Views views, Runnable conversionLikely) {
    this.views = views;
    this.conversionLikely = conversionLikely;
  }

  @Override
  public Class<Request.GetOverview> request() {
    return Request.GetOverview.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GetOverview request) {
    Reply.Overview overview = views.overview(request.site());
    boolean pictures = overview.downloads().stream().anyMatch(file -> !file.formats().isEmpty());
    if (pictures && !overview.stopped()) {
      conversionLikely.run();
    }
    return CompletableFuture.completedFuture(overview);
  }
}
