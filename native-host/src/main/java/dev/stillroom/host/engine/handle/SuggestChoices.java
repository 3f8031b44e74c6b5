package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.PageLoop;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Says what would be chosen for the things a page shows. */
public final class SuggestChoices implements Handler<Request.SuggestChoices> {

  private final PageLoop pages;

  public SuggestChoices(PageLoop pages) {
    this.pages = pages;
  }

  @Override
  public Class<Request.SuggestChoices> request() {
    return Request.SuggestChoices.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SuggestChoices request) {
    return CompletableFuture.completedFuture(
        new Reply.Suggestions(pages.suggest(request.placeId(), request.shown())));
  }
}
