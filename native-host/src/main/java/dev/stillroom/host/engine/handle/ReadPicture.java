package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.BrowserDecoding;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The bytes of a picture that a browser decodes. */
public final class ReadPicture implements Handler<Request.ReadPicture> {

  private final BrowserDecoding decoding;

  public ReadPicture(BrowserDecoding decoding) {
    this.decoding = decoding;
  }

  @Override
  public Class<Request.ReadPicture> request() {
    return Request.ReadPicture.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ReadPicture request) {
    return CompletableFuture.completedFuture(decoding.read(request));
  }
}
