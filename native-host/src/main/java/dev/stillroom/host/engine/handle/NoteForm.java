package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Handwork;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A form of a watched site, as it was sent by hand. */
public final class NoteForm implements Handler<Request.NoteForm> {

  private final Handwork handwork;

  public NoteForm(Handwork handwork) {
    this.handwork = handwork;
  }

  @Override
  public Class<Request.NoteForm> request() {
    return Request.NoteForm.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NoteForm request) {
    handwork.noted(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
