package dev.stillroom.host.engine.handle;

import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.concurrent.CompletableFuture;

/** Allows a program that is known here, or takes the permission of any back. */
public final class AllowProgram implements Handler<Request.AllowProgram> {

  private final Programs programs;

  public AllowProgram(Programs programs) {
    this.programs = programs;
  }

  @Override
  public Class<Request.AllowProgram> request() {
    return Request.AllowProgram.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AllowProgram request) {
    if (request.allowed()) {
      Programs.Allowed known =
          Programs.known().stream()
              .filter(one -> one.to().equals(request.to()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new RequestFailure(
                          ErrorCode.NOT_FOUND,
                          "no known program makes "
                              + request.to()
                              + " here: allow one with `stillroom programs allow`"));
      programs.allow(known.to(), known.from(), known.command());
    } else {
      programs.remove(request.to());
    }
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
