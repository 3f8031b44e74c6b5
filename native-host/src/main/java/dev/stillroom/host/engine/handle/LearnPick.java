package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.Picks;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A page as the person says it is: an example, and rows of a table. */
public final class LearnPick implements Handler<Request.LearnPick> {

  private final Picks picks;

  public LearnPick(Picks picks) {
    this.picks = picks;
  }

  @Override
  public Class<Request.LearnPick> request() {
    return Request.LearnPick.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.LearnPick request) {
    return CompletableFuture.completedFuture(picks.learn(request));
  }
}
