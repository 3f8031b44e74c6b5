package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Summaries;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The key passages of a PDF file. */
public final class SummarizeDocument implements Handler<Request.SummarizeDocument> {

  private final Summaries summaries;

  public SummarizeDocument(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public Class<Request.SummarizeDocument> request() {
    return Request.SummarizeDocument.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.SummarizeDocument request) {
    return summaries.summarize(request);
  }
}
