package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A kept form is deleted. */
public final class DropForm implements Handler<Request.DropForm> {

  private final Fills fills;

  public DropForm(Fills fills) {
    this.fills = fills;
  }

  @Override
  public Class<Request.DropForm> request() {
    return Request.DropForm.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DropForm request) {
    fills.drop(request.formId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
