package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Fills;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A form of a watched site, as it was sent by hand. */
public final class NoteForm implements Handler<Request.NoteForm> {

  private final Fills fills;

  public NoteForm(Fills fills) {
    this.fills = fills;
  }

  @Override
  public Class<Request.NoteForm> request() {
    return Request.NoteForm.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NoteForm request) {
    fills.noted(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
