package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.NotesElsewhere;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What was said to learning notes that are written on other sites. */
public final class ListNoteHabits implements Handler<Request.ListNoteHabits> {

  private final NotesElsewhere notes;

  public ListNoteHabits(NotesElsewhere notes) {
    this.notes = notes;
  }

  @Override
  public Class<Request.ListNoteHabits> request() {
    return Request.ListNoteHabits.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListNoteHabits request) {
    return CompletableFuture.completedFuture(new Reply.NoteHabits(notes.habits()));
  }
}
