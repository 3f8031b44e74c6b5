package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.PageLoop;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Says at which controls of a site something is learned. */
public final class ListPlaces implements Handler<Request.ListPlaces> {

  private final PageLoop pages;

  public ListPlaces(PageLoop pages) {
    this.pages = pages;
  }

  @Override
  public Class<Request.ListPlaces> request() {
    return Request.ListPlaces.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListPlaces request) {
    return CompletableFuture.completedFuture(new Reply.Places(pages.places(request.site())));
  }
}
