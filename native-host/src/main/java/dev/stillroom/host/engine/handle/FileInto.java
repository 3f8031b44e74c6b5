package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Conversions;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Puts an offered file where the person says instead. */
public final class FileInto implements Handler<Request.FileInto> {

  private final Conversions conversions;

  public FileInto(Conversions conversions) {
    this.conversions = conversions;
  }

  @Override
  public Class<Request.FileInto> request() {
    return Request.FileInto.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.FileInto request) {
    return conversions.fileInto(request.offerId(), request.folder()).thenApply(Reply.Acted::new);
  }
}
