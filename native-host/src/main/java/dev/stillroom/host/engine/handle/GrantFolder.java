package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.GrantedFolders;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import java.util.concurrent.CompletableFuture;

/** "Always" for one folder, or its being taken back. */
public final class GrantFolder implements Handler<Request.GrantFolder> {

  private final TaskStore tasks;
  private final FilingKind filing;
  private final GrantedFolders granted;

  public GrantFolder(TaskStore tasks, FilingKind filing, GrantedFolders granted) {
    this.tasks = tasks;
    this.filing = filing;
    this.granted = granted;
  }

  @Override
  public Class<Request.GrantFolder> request() {
    return Request.GrantFolder.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GrantFolder request) {
    Task task = tasks.get(request.taskId());
    String folder = request.folder();
    if (!(task.act() instanceof View.Filing)) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "'" + task.id() + "' puts nothing into folders");
    }
    if (!request.granted()) {
      granted.withdraw(task.id(), folder, "You want to be asked first again for " + folder + ".");
    } else if (granted.agreement(task.id(), folder).agreements() == 0) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          folder + " was never offered rightly yet: take an offer to it first");
    } else if (!filing.acts(task, folder)) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          folder + " is not there or not allowed: allow it first");
    } else {
      granted.grant(task.id(), folder);
    }
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
