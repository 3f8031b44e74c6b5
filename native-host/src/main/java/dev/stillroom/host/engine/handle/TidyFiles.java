package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.outcome.Tidying;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Puts files of a folder away, all as one act. */
public final class TidyFiles implements Handler<Request.TidyFiles> {

  private final Tidying tidying;

  public TidyFiles(Tidying tidying) {
    this.tidying = tidying;
  }

  @Override
  public Class<Request.TidyFiles> request() {
    return Request.TidyFiles.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.TidyFiles request) {
    return tidying.tidy(request.folder(), request.batch(), request.moves());
  }
}
