package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A table that is filled into a form row by row. */
public final class StartRun implements Handler<Request.StartRun> {

  private final FillReports reports;

  public StartRun(FillReports reports) {
    this.reports = reports;
  }

  @Override
  public Class<Request.StartRun> request() {
    return Request.StartRun.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.StartRun request) {
    return CompletableFuture.completedFuture(new Reply.RunShown(reports.start(request), List.of()));
  }
}
