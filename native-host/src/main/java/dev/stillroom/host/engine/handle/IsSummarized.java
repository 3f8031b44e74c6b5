package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Summaries;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Whether the person usually has pages like one summarized. */
public final class IsSummarized implements Handler<Request.IsSummarized> {

  private final Summaries summaries;

  public IsSummarized(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public Class<Request.IsSummarized> request() {
    return Request.IsSummarized.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.IsSummarized request) {
    return CompletableFuture.completedFuture(new Reply.Usual(summaries.usual(request.url())));
  }
}
