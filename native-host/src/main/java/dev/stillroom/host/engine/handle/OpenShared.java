package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.share.Sharing;
import java.util.concurrent.CompletableFuture;

/** A file from somebody else: looked at, or taken in. */
public final class OpenShared implements Handler<Request.OpenShared> {

  private final Sharing sharing;

  public OpenShared(Sharing sharing) {
    this.sharing = sharing;
  }

  @Override
  public Class<Request.OpenShared> request() {
    return Request.OpenShared.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.OpenShared request) {
    return CompletableFuture.completedFuture(sharing.open(request));
  }
}
