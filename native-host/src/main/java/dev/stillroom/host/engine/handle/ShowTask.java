package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.Views;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** One task with its versions and its log. */
public final class ShowTask implements Handler<Request.ShowTask> {

  private final Views views;

  public ShowTask(Views views) {
    this.views = views;
  }

  @Override
  public Class<Request.ShowTask> request() {
    return Request.ShowTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ShowTask request) {
    return CompletableFuture.completedFuture(views.detail(request.taskId()));
  }
}
