package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What became of a preview. */
public final class ReportFill implements Handler<Request.ReportFill> {

  private final Fills fills;

  public ReportFill(Fills fills) {
    this.fills = fills;
  }

  @Override
  public Class<Request.ReportFill> request() {
    return Request.ReportFill.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ReportFill request) {
    return CompletableFuture.completedFuture(fills.report(request));
  }
}
