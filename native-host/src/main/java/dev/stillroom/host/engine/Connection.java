package dev.stillroom.host.engine;

import dev.stillroom.host.protocol.Codec;
import dev.stillroom.host.protocol.EngineFrame;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FrameFailure;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.job.Frames;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * One client: a thread that reads its frames and one that writes. Replies may overtake each other;
 * the id binds them to their requests.
 */
final class Connection {

  private static final Logger LOG = Logger.getLogger(Connection.class.getName());

  /** More unanswered requests than this, and the next is told to come later. */
  private static final int MAX_UNANSWERED = 1_024;

  /** How long a client that sends nothing more may take to read its last replies. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final SocketChannel channel;
  private final String caller;
  private final Dispatcher dispatcher;
  private final Outbox outbox = new Outbox();
  private final AtomicInteger unanswered = new AtomicInteger();

  /** Which kind of client said hello; null before. Written on the engine's thread. */
  private volatile String client;

  Connection(SocketChannel channel, String caller, Dispatcher dispatcher) {
    this.channel = channel;
    this.caller = caller;
    this.dispatcher = dispatcher;
  }

  String caller() {
    return caller;
  }

  boolean saidHello() {
    return client != null;
  }

  void welcome(Request.Hello hello) {
    client = hello.client();
  }

  /** Serves until the client leaves or has to be dropped. */
  void serve() {
    Thread writer = Thread.ofVirtual().name("to-" + caller).start(this::writeAll);
    try {
      readAll(new BufferedInputStream(Channels.newInputStream(channel)));
    } catch (EOFException early) {
      LOG.fine(() -> caller + " left inside a frame");
    } catch (IOException ended) {
      LOG.fine(() -> caller + " ended: " + ended.getMessage());
    } finally {
      outbox.close();
      try {
        writer.join(LAST_WORDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      drop();
    }
  }

  private void readAll(InputStream in) throws IOException {
    while (true) {
      byte[] payload;
      try {
        payload = Frames.read(in, Frames.MAX_FROM_PEER);
      } catch (EOFException early) {
        throw early;
      } catch (IOException badLength) {
        if (channel.isOpen()) {
          send(0, failure(ErrorCode.MALFORMED_FRAME, badLength.getMessage()));
        }
        throw badLength;
      }
      if (payload == null) {
        return;
      }
      accept(payload);
    }
  }

  private void accept(byte[] payload) {
    RequestFrame frame;
    try {
      frame = Codec.decodeRequest(payload);
    } catch (FrameFailure refused) {
      // What is wrong with it may quote the person's data: only the client is told.
      LOG.fine(() -> "refused a frame of " + payload.length + " bytes of " + caller);
      send(refused.toFrame());
      return;
    }
    if (unanswered.incrementAndGet() > MAX_UNANSWERED) {
      answer(frame.id(), failure(ErrorCode.BUSY, "too many requests wait: send it again later"));
      return;
    }
    dispatcher.dispatch(this, frame);
  }

  /** Answers one request. */
  void answer(long id, Reply reply) {
    unanswered.decrementAndGet();
    send(id, reply);
  }

  void push(Push push) {
    if ("extension".equals(client)) {
      send(EngineFrame.push(push));
    }
  }

  private void send(long id, Reply reply) {
    send(EngineFrame.reply(id, reply));
  }

  private void send(EngineFrame frame) {
    byte[] payload = Codec.encode(frame);
    if (payload.length > Frames.MAX_TO_BROWSER) {
      if (frame.push() != null) {
        LOG.severe("a push of " + payload.length + " bytes was not sent");
        return;
      }
      payload =
          Codec.encode(
              EngineFrame.reply(
                  frame.id(),
                  failure(
                      ErrorCode.NOT_POSSIBLE_NOW,
                      "the reply has "
                          + payload.length
                          + " bytes, a browser takes "
                          + Frames.MAX_TO_BROWSER
                          + ": ask for less at once")));
    }
    if (!outbox.offer(payload)) {
      LOG.warning(() -> caller + " does not read its replies: dropped");
      drop();
    }
  }

  private void writeAll() {
    try {
      OutputStream out = Channels.newOutputStream(channel);
      for (byte[] frame = outbox.take(); frame != null; frame = outbox.take()) {
        Frames.write(out, frame);
      }
    } catch (IOException | InterruptedException gone) {
      drop();
    }
  }

  /** Closes the socket; both threads end. */
  void drop() {
    outbox.close();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.fine(() -> "closing a connection: " + e.getMessage());
    }
  }

  private static Reply failure(ErrorCode code, String message) {
    return new Reply.Failure(code.number(), message);
  }
}
