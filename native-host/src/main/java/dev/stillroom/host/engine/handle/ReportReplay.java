package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.repeat.Repetitions;
import java.util.concurrent.CompletableFuture;

/** What became of doing a routine again. */
public final class ReportReplay implements Handler<Request.ReportReplay> {

  private final Repetitions repetitions;

  public ReportReplay(Repetitions repetitions) {
    this.repetitions = repetitions;
  }

  @Override
  public Class<Request.ReportReplay> request() {
    return Request.ReportReplay.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ReportReplay request) {
    repetitions.done(request.taskId(), request.step());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
