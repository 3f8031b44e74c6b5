package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.repeat.RecentValues;
import java.util.concurrent.CompletableFuture;

/** The values behind marks, for a while in memory. */
public final class NoteValues implements Handler<Request.NoteValues> {

  private final Settings settings;
  private final RecentValues values;

  public NoteValues(Settings settings, RecentValues values) {
    this.settings = settings;
    this.values = values;
  }

  @Override
  public Class<Request.NoteValues> request() {
    return Request.NoteValues.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NoteValues request) {
    if (settings.watchedSites().contains(request.site())
        && !settings.recordingPaused()
        && !settings.sitePaused(request.site())) {
      values.note(request.values());
    }
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
