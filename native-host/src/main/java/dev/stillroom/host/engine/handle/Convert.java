package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The person's own act: converts a download. */
public final class Convert implements Handler<Request.Convert> {

  private final Conversions conversions;

  public Convert(Conversions conversions) {
    this.conversions = conversions;
  }

  @Override
  public Class<Request.Convert> request() {
    return Request.Convert.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.Convert request) {
    return conversions.byPerson(request.downloadId(), request.to()).thenApply(Reply.Acted::new);
  }
}
