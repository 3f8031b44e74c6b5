package dev.stillroom.host.engine;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.home.RuntimeDirectory;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Push;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * One running engine: the lock, the journal, the thread, the stations and the server, put together
 * by hand and taken apart in the opposite order. It listens only once it is ready.
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Engine.class.getName());

  private final EngineLock lock;
  private final Journal journal;
  private final EngineThread thread;
  private final Stations stations;
  private final EngineServer server;
  private final Duration idle;
  private final CountDownLatch leave = new CountDownLatch(1);

  /** The last time something was seen at work; only the engine's thread touches it. */
  private long lastBusy = System.nanoTime();

  private boolean closed;

  private Engine(
      EngineLock lock,
      Home home,
      Program program,
      Clock clock,
      RandomGenerator random,
      Duration idle)
      throws IOException {
    this.lock = lock;
    this.idle = idle;
    this.journal = Journal.open(home.journal());
    this.thread = new EngineThread(journal);
    Path socket = RuntimeDirectory.socket(home);
    this.server = EngineServer.bind(socket);
    this.stations = new Stations(home, clock, journal, thread, this::push, program, random);
    lock.announce(socket, clock.instant());
  }

  /**
   * Starts an engine.
   *
   * @param idle how long it stays after the last client left and the last act ended
   * @return nothing when another engine serves this home
   */
  public static Optional<Engine> start(
      Home home, Program program, Clock clock, RandomGenerator random, Duration idle)
      throws IOException {
    home.create();
    Optional<EngineLock> lock = EngineLock.take(home);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    Engine engine = new Engine(lock.get(), home, program, clock, random, idle);
    engine.open();
    return Optional.of(engine);
  }

  private void open() {
    try {
      thread
          .callAlone(
              () -> {
                stations.start();
                return null;
              })
          .join();
    } catch (CompletionException e) {
      close();
      throw e;
    }
    server.serve(new Dispatcher(thread, stations.handlers(), stations::changed));
    thread.schedule(idle, this::lookWhetherIdle);
  }

  /** A push goes out once what it speaks of is committed. */
  private void push(Push push) {
    thread.afterCommit(() -> server.push(push));
  }

  private void lookWhetherIdle() {
    long now = System.nanoTime();
    if (server.connected() > 0 || stations.busy()) {
      lastBusy = now;
    }
    long since = Math.max(lastBusy, server.lastLeft());
    long left = idle.toNanos() - (now - since);
    if (left <= 0) {
      leave.countDown();
    } else {
      thread.schedule(Duration.ofNanos(left), this::lookWhetherIdle);
    }
  }

  /** Waits until nobody has needed this engine for a while. */
  public void awaitIdle() throws InterruptedException {
    leave.await();
  }

  /** Takes no new client, finishes what waits, and closes the journal and then the lock. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.close();
    try {
      thread
          .callAlone(
              () -> {
                stations.close();
                return null;
              })
          .get(5, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.log(Level.WARNING, "the stations did not close", e);
    }
    thread.close();
    journal.close();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the lock was not released", e);
    }
  }
}
