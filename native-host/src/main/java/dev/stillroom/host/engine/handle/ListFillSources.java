package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.fill.Flows;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What a form can be filled from, and the routines that fill it. */
public final class ListFillSources implements Handler<Request.ListFillSources> {

  private final Fills fills;
  private final Flows flows;
  private final Views views;

  public ListFillSources(Fills fills, Flows flows, Views views) {
    this.fills = fills;
    this.flows = flows;
    this.views = views;
  }

  @Override
  public Class<Request.ListFillSources> request() {
    return Request.ListFillSources.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListFillSources request) {
    return CompletableFuture.completedFuture(
        fills.sources(
            request.url(), flows.tasksAt(request.url()).stream().map(views::task).toList()));
  }
}
