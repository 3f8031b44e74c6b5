package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Forgetting;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Forgets a site, a task, a time or everything. */
public final class ForgetThings implements Handler<Request.Forget> {

  private final Forgetting forgetting;

  public ForgetThings(Forgetting forgetting) {
    this.forgetting = forgetting;
  }

  @Override
  public Class<Request.Forget> request() {
    return Request.Forget.class;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.Forget request) {
    return CompletableFuture.completedFuture(forgetting.forget(request));
  }
}
