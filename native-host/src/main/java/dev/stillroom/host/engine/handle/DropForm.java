package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A kept form is deleted. */
public final class DropForm implements Handler<Request.DropForm> {

  private final FillReports reports;

  public DropForm(FillReports reports) {
    this.reports = reports;
  }

  @Override
  public Class<Request.DropForm> request() {
    return Request.DropForm.class;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DropForm request) {
    reports.drop(request.formId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
