package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A form as the person filled it in, kept to fill others from. */
public final class KeepForm implements Handler<Request.KeepForm> {

  private final Fills fills;

  public KeepForm(Fills fills) {
    this.fills = fills;
  }

  @Override
  public Class<Request.KeepForm> request() {
    return Request.KeepForm.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.KeepForm request) {
    fills.keep(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
