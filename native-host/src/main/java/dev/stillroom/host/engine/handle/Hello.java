package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.concurrent.CompletableFuture;

/** Welcomes a client that speaks this engine's protocol. */
public final class Hello implements Handler<Request.Hello> {

  @Override
  public Class<Request.Hello> request() {
    return Request.Hello.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.Hello hello) {
    if (hello.protocol() < Protocol.VERSION) {
      throw new RequestFailure(
          ErrorCode.PROTOCOL_TOO_OLD,
          "the "
              + hello.client()
              + " speaks protocol "
              + hello.protocol()
              + ", the engine "
              + Protocol.VERSION
              + ": update the "
              + hello.client());
    }
    if (hello.protocol() > Protocol.VERSION) {
      throw new RequestFailure(
          ErrorCode.PROTOCOL_TOO_NEW,
          "the "
              + hello.client()
              + " speaks protocol "
              + hello.protocol()
              + ", the engine "
              + Protocol.VERSION
              + ": update Stillroom on this machine");
    }
    return CompletableFuture.completedFuture(
        new Reply.Welcome(Program.version(), Protocol.VERSION));
  }
}
