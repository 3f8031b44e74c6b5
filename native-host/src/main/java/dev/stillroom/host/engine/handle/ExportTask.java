package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.share.Sharing;
import java.util.concurrent.CompletableFuture;

/** A task's model as a file, a part at a time. */
public final class ExportTask implements Handler<Request.ExportTask> {

  private final Sharing sharing;

  public ExportTask(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public Class<Request.ExportTask> request() {
    return Request.ExportTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ExportTask request) {
    return CompletableFuture.completedFuture(sharing.export(request));
  }
}
