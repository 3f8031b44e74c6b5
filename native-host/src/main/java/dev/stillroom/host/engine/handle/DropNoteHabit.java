package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.NotesElsewhere;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Takes back what was said to learning notes of two kinds of pages. */
public final class DropNoteHabit implements Handler<Request.DropNoteHabit> {

  private final NotesElsewhere notes;

  public DropNoteHabit(NotesElsewhere notes) {
    this.notes = notes;
  }

  @Override
  public Class<Request.DropNoteHabit> request() {
    return Request.DropNoteHabit.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DropNoteHabit request) {
    notes.ask(request.place(), request.noted());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
