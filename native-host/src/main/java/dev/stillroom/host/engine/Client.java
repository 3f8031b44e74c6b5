package dev.stillroom.host.engine;

import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Codec;
import dev.stillroom.host.protocol.EngineFrame;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.job.Frames;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A client of the engine for the command line and tests. Safe for several threads. */
public final class Client implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private final SocketChannel channel;
  private final OutputStream out;
  private final Consumer<Push> pushes;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private volatile boolean ended;

  private Client(SocketChannel channel, Consumer<Push> pushes) {
    this.channel = channel;
    this.out = Channels.newOutputStream(channel);
    this.pushes = pushes;
    Thread.ofPlatform().daemon().name("from-engine").start(this::readAll);
  }

  /** Connects as the command line, starting the engine if there is none. */
  public static Client connect(Home home, Program program) throws IOException {
    return connect(home, program, "command", push -> {});
  }

  /**
   * Connects and says hello, starting the engine if there is none.
   *
   * @param client {@code command}, or {@code extension} to be told pushes
   * @param pushes told on a thread of the client's
   * @throws RequestFailure when the engine does not welcome this client
   */
  public static Client connect(Home home, Program program, String client, Consumer<Push> pushes)
      throws IOException {
    return greet(new EngineDoor(home, program).open(client, PATIENCE), client, pushes);
  }

  /** Connects as the command line where an engine runs already. */
  public static Optional<Client> connectIfRunning(Home home, Program program) throws IOException {
    Optional<SocketChannel> channel =
        new EngineDoor(home, program).openIfRunning("command", PATIENCE);
    return channel.isEmpty()
        ? Optional.empty()
        : Optional.of(greet(channel.get(), "command", push -> {}));
  }

  private static Client greet(SocketChannel channel, String name, Consumer<Push> pushes)
      throws IOException {
    Client client = new Client(channel, pushes);
    try {
      client.ask(new Request.Hello(name, Program.version(), Protocol.VERSION), PATIENCE);
      return client;
    } catch (RuntimeException | IOException refused) {
      client.close();
      throw refused;
    }
  }

  /**
   * Asks and waits for a minute at most.
   *
   * @throws RequestFailure when the engine says that it cannot be done
   * @throws IOException when the engine is gone or does not answer
   */
  public Reply ask(Request request) throws IOException {
    return ask(request, DEFAULT_TIMEOUT);
  }

  /** Asks and waits for {@code timeout} at most. */
  public Reply ask(Request request, Duration timeout) throws IOException {
    String name = request.getClass().getSimpleName();
    try {
      return send(request).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "the engine did not answer " + name + " within " + timeout.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the engine answers " + name, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RequestFailure refused) {
        throw refused;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Asks; the future fails with {@link RequestFailure} or {@link IOException}. */
  public CompletableFuture<Reply> send(Request request) {
    long id = ids.incrementAndGet();
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    try {
      byte[] payload = Codec.encode(new RequestFrame(id, request));
      synchronized (out) {
        Frames.write(out, payload);
      }
      if (ended) {
        failAll();
      }
    } catch (IOException e) {
      waiting.remove(id);
      reply.completeExceptionally(e);
    }
    return reply;
  }

  private void readAll() {
    try (InputStream in = new BufferedInputStream(Channels.newInputStream(channel))) {
      for (byte[] payload = Frames.read(in, Frames.MAX_TO_BROWSER);
          payload != null;
          payload = Frames.read(in, Frames.MAX_TO_BROWSER)) {
        accept(Codec.decodeEngine(payload));
      }
    } catch (IOException | UncheckedIOException gone) {
      // Whoever waits is told below.
    } finally {
      ended = true;
      failAll();
    }
  }

  private void accept(EngineFrame frame) {
    if (frame.push() != null) {
      pushes.accept(frame.push());
      return;
    }
    CompletableFuture<Reply> reply = waiting.remove(frame.id());
    if (reply == null) {
      return;
    }
    switch (frame.reply()) {
      case Reply.Failure failure ->
          reply.completeExceptionally(
              new RequestFailure(ErrorCode.of(failure.code()), failure.message()));
      case Reply answer -> reply.complete(answer);
    }
  }

  private void failAll() {
    for (Long id : waiting.keySet()) {
      CompletableFuture<Reply> reply = waiting.remove(id);
      if (reply != null) {
        reply.completeExceptionally(new IOException("the engine ended the connection"));
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
