package dev.stillroom.host.engine;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.RequestFrame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings each request to its one handler on the engine's thread, and its reply back once it is
 * committed. Every request gets exactly one reply.
 */
final class Dispatcher {

  private static final Logger LOG = Logger.getLogger(Dispatcher.class.getName());

  /** More waiting tasks than this, and requests are told to come later. */
  private static final int MAX_BACKLOG = 4_096;

  private final EngineThread thread;
  private final Runnable changed;
  private final Map<Class<?>, Handler<?>> handlers = new HashMap<>();

  /**
   * @param changed run on the engine's thread after a request that others' pages show
   */
  Dispatcher(EngineThread thread, List<Handler<?>> handlers, Runnable changed) {
    this.thread = thread;
    this.changed = changed;
    for (Handler<?> handler : handlers) {
      if (this.handlers.put(handler.request(), handler) != null) {
        throw new IllegalArgumentException("two handlers for " + handler.request().getSimpleName());
      }
    }
  }

  void dispatch(Connection connection, RequestFrame frame) {
    long id = frame.id();
    Request request = frame.request();
    if (thread.backlog() > MAX_BACKLOG) {
      connection.answer(
          id,
          new RequestFailure(ErrorCode.BUSY, "the engine has too much to do: send it again later")
              .toReply());
      return;
    }
    Runnable work =
        () ->
            handle(connection, request)
                .whenComplete(
                    (reply, failure) -> {
                      thread.afterCommit(
                          () ->
                              connection.answer(
                                  id, failure == null ? reply : toReply(request, failure)));
                      if (failure == null && Shown.changedBy(request)) {
                        changed.run();
                      }
                    });
    Handler<?> handler = handlers.get(request.getClass());
    if (handler != null && handler.alone()) {
      thread.executeAlone(work, failure -> connection.answer(id, toReply(request, failure)));
    } else {
      thread.execute(work, failure -> connection.answer(id, toReply(request, failure)));
    }
  }

  private CompletableFuture<Reply> handle(Connection connection, Request request) {
    if (!(request instanceof Request.Hello) && !connection.saidHello()) {
      throw new RequestFailure(
          ErrorCode.NOT_ALLOWED, "say hello first: the engine does not know this client");
    }
    CompletableFuture<Reply> reply = ask(request);
    if (request instanceof Request.Hello hello && reply.isDone()) {
      connection.welcome(hello);
    }
    return reply;
  }

  private <R extends Request> CompletableFuture<Reply> ask(R request) {
    @SuppressWarnings("unchecked") // A handler stands under the class of the request it answers.
    Handler<R> handler = (Handler<R>) handlers.get(request.getClass());
    if (handler == null) {
      throw new RequestFailure(
          ErrorCode.UNKNOWN_REQUEST,
          "this engine does not answer '" + request.getClass().getSimpleName() + "' yet");
    }
    return handler.handle(request);
  }

  private static Reply toReply(Request request, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RequestFailure refused) {
      return refused.toReply();
    }
    String name = request.getClass().getSimpleName();
    LOG.log(Level.SEVERE, name + " failed", cause);
    return new RequestFailure(
            ErrorCode.INTERNAL, name + " failed inside the engine: its log says why")
        .toReply();
  }
}
