package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Summaries;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What the person keeps and removes of a page. */
public final class LearnSummary implements Handler<Request.LearnSummary> {

  private final Summaries summaries;

  public LearnSummary(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public Class<Request.LearnSummary> request() {
    return Request.LearnSummary.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.LearnSummary request) {
    return CompletableFuture.completedFuture(summaries.learn(request));
  }
}
