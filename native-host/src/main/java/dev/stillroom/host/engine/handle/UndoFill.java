package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What was filled into a form was taken back. */
public final class UndoFill implements Handler<Request.UndoFill> {

  private final FillReports reports;

  public UndoFill(FillReports reports) {
    this.reports = reports;
  }

  @Override
  public Class<Request.UndoFill> request() {
    return Request.UndoFill.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.UndoFill request) {
    return CompletableFuture.completedFuture(reports.undo(request.fillId()));
  }
}
