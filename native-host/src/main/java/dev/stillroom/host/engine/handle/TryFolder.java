package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.FolderTrial;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What a task would do with the files of a folder; nothing is done and nothing is kept. */
public final class TryFolder implements Handler<Request.TryFolder> {

  private final FolderTrial trial;

  public TryFolder(FolderTrial trial) {
    this.trial = trial;
  }

  @Override
  public Class<Request.TryFolder> request() {
    return Request.TryFolder.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.TryFolder request) {
    return trial.of(request.taskId(), request.folder());
  }
}
