package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.trust.Audit;
import java.util.concurrent.CompletableFuture;

/** The audit log. */
public final class ListAudit implements Handler<Request.ListAudit> {

  private final Audit audit;

  public ListAudit(Audit audit) {
    this.audit = audit;
  }

  @Override
  public Class<Request.ListAudit> request() {
    return Request.ListAudit.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListAudit request) {
    return CompletableFuture.completedFuture(
        new Reply.Audit(audit.list(request.taskId(), request.limit())));
  }
}
