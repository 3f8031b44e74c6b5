package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What would be put into a form, for the person to look at. */
public final class PreviewFill implements Handler<Request.PreviewFill> {

  private final Fills fills;

  public PreviewFill(Fills fills) {
    this.fills = fills;
  }

  @Override
  public Class<Request.PreviewFill> request() {
    return Request.PreviewFill.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PreviewFill request) {
    return fills.preview(request);
  }
}
