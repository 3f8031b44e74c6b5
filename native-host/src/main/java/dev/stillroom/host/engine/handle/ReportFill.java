package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What became of a preview. */
public final class ReportFill implements Handler<Request.ReportFill> {

  private final FillReports reports;

  public ReportFill(FillReports reports) {
    this.reports = reports;
  }

  @Override
  public Class<Request.ReportFill> request() {
    return Request.ReportFill.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ReportFill request) {
    return CompletableFuture.completedFuture(reports.report(request));
  }
}
