package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.BrowserDecoding;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** What a browser decoded. */
public final class GivePicture implements Handler<Request.GivePicture> {

  private final BrowserDecoding decoding;

  public GivePicture(BrowserDecoding decoding) {
    this.decoding = decoding;
  }

  @Override
  public Class<Request.GivePicture> request() {
    return Request.GivePicture.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GivePicture request) {
    return CompletableFuture.completedFuture(decoding.give(request));
  }
}
