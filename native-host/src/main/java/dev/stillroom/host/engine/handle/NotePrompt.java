package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.ChatPrompts;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What the person asked in a chat of a watched page, for a while in memory. */
public final class NotePrompt implements Handler<Request.NotePrompt> {

  private final ChatPrompts prompts;

  public NotePrompt(ChatPrompts prompts) {
    this.prompts = prompts;
  }

  @Override
  public Class<Request.NotePrompt> request() {
    return Request.NotePrompt.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.NotePrompt request) {
    prompts.noted(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
