package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.FillReports;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A form as the person filled it in, kept to fill others from. */
public final class KeepForm implements Handler<Request.KeepForm> {

  private final FillReports reports;

  public KeepForm(FillReports reports) {
    this.reports = reports;
  }

  @Override
  public Class<Request.KeepForm> request() {
    return Request.KeepForm.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.KeepForm request) {
    reports.keep(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
