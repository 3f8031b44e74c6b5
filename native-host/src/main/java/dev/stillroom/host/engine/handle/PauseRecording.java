package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Pauses or resumes recording, everywhere or on one site. */
public final class PauseRecording implements Handler<Request.PauseRecording> {

  private final Settings settings;

  public PauseRecording(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Class<Request.PauseRecording> request() {
    return Request.PauseRecording.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.PauseRecording request) {
    if (request.site() == null) {
      settings.recordingPaused(request.paused());
    } else {
      settings.pauseSite(request.site(), request.paused());
    }
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
