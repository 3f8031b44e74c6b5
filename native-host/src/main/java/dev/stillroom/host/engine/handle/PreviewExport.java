package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.share.Sharing;
import java.util.concurrent.CompletableFuture;

/** Every string that a task's file would hold. */
public final class PreviewExport implements Handler<Request.PreviewExport> {

  private final Sharing sharing;

  public PreviewExport(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public Class<Request.PreviewExport> request() {
    return Request.PreviewExport.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PreviewExport request) {
    return CompletableFuture.completedFuture(sharing.preview(request));
  }
}
