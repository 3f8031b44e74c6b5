package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.repeat.Repetitions;
import java.util.concurrent.CompletableFuture;

/** What a step of a routine enters of what was copied before. */
public final class ChangeCopied implements Handler<Request.ChangeCopied> {

  private final Repetitions repetitions;

  public ChangeCopied(Repetitions repetitions) {
    this.repetitions = repetitions;
  }

  @Override
  public Class<Request.ChangeCopied> request() {
    return Request.ChangeCopied.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ChangeCopied request) {
    String value =
        repetitions.changed(request.taskId(), request.step(), request.copied()).orElse(null);
    return CompletableFuture.completedFuture(new Reply.CopiedChanged(value));
  }
}
