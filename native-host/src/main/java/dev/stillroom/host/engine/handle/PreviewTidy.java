package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.TidyTrial;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Where the files of a folder would go; nothing is done. */
public final class PreviewTidy implements Handler<Request.PreviewTidy> {

  private final TidyTrial trial;

  public PreviewTidy(TidyTrial trial) {
    this.trial = trial;
  }

  @Override
  public Class<Request.PreviewTidy> request() {
    return Request.PreviewTidy.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PreviewTidy request) {
    return trial.of(request.folder(), request.from());
  }
}
