package dev.stillroom.host.engine;

import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/**
 * Answers one kind of request. Runs on the engine's thread; long work returns a future that is
 * completed on the engine's thread later.
 */
public interface Handler<R extends Request> {

  /** The request this handler answers. */
  Class<R> request();

  /**
   * Whether it runs outside the group's transaction, because it writes durably: an act's intent.
   */
  default boolean alone() {
    return false;
  }

  /**
   * @throws dev.stillroom.host.protocol.RequestFailure when it cannot be done; nothing that it
   *     wrote stays, unless it runs {@link #alone}
   */
  CompletableFuture<Reply> handle(R request);
}
