package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Summaries;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Whether pages of a kind are summarized unasked. */
public final class ShowSummaries implements Handler<Request.ShowSummaries> {

  private final Summaries summaries;

  public ShowSummaries(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public Class<Request.ShowSummaries> request() {
    return Request.ShowSummaries.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ShowSummaries request) {
    summaries.show(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
