package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.engine.NoticeBoard;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Takes a notice from the board. */
public final class DismissNotice implements Handler<Request.DismissNotice> {

  private final NoticeBoard notices;

  public DismissNotice(NoticeBoard notices) {
    this.notices = notices;
  }

  @Override
  public Class<Request.DismissNotice> request() {
    return Request.DismissNotice.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.DismissNotice request) {
    notices.dismiss(request.noticeId());
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
