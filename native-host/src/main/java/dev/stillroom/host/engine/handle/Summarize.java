package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Summaries;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The key passages of a page or text. */
public final class Summarize implements Handler<Request.Summarize> {

  private final Summaries summaries;

  public Summarize(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public Class<Request.Summarize> request() {
    return Request.Summarize.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.Summarize request) {
    return summaries.summarize(request);
  }
}
