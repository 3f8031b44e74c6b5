package dev.stillroom.agents;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The way to the person's engine, started where there is none. It is let go when nothing was asked
 * for a while: a server may stand for days beside an agent that asks nothing, and the engine leaves
 * when it has no client.
 */
final class Engine implements AutoCloseable {

  private static final long IDLE_SECONDS = 60;

  private final Home home;
  private final Program program;
  private final Executor later = CompletableFuture.delayedExecutor(IDLE_SECONDS, TimeUnit.SECONDS);
  private Client client;
  private int asking;
  private long lastAsked = System.nanoTime();

  Engine(Home home, Program program) {
    this.home = home;
    this.program = program;
  }

  /**
   * Asks; once more where the engine was gone, and only what can be asked twice.
   *
   * @throws RequestFailure when the engine says that it cannot be done
   */
  <T extends Reply> T ask(Request request, Class<T> shape) throws IOException {
    Client first = begin();
    try {
      return shape.cast(first.ask(request));
    } catch (IOException gone) {
      return shape.cast(client(first).ask(request));
    } finally {
      end();
    }
  }

  private synchronized Client begin() throws IOException {
    Client connected = client(null);
    asking++;
    return connected;
  }

  private synchronized void end() {
    asking--;
    lastAsked = System.nanoTime();
    later.execute(this::closeIfIdle);
  }

  private synchronized void closeIfIdle() {
    if (asking == 0 && System.nanoTime() - lastAsked >= TimeUnit.SECONDS.toNanos(IDLE_SECONDS)) {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The connection; a new one in place of {@code broken}. */
  private synchronized Client client(Client broken) throws IOException {
    if (client != null && client == broken) {
      close();
    }
    if (client == null) {
      client = Client.connect(home, program);
    }
    return client;
  }

  @Override
  public synchronized void close() throws IOException {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
