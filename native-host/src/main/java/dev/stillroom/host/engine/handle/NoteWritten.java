package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.fill.Handwork;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What the person wrote into a page, which may be about one they read. */
public final class NoteWritten implements Handler<Request.NoteWritten> {

  private final Handwork handwork;

  public NoteWritten(Handwork handwork) {
    this.handwork = handwork;
  }

  @Override
  public Class<Request.NoteWritten> request() {
    return Request.NoteWritten.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NoteWritten request) {
    handwork.noted(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
