package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Deletes a run with its table and its log. */
public final class DropRun implements Handler<Request.DropRun> {

  private final FillReports reports;

  public DropRun(FillReports reports) {
    this.reports = reports;
  }

  @Override
  public Class<Request.DropRun> request() {
    return Request.DropRun.class;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DropRun request) {
    reports.dropRun(request.runId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
