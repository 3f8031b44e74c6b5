package dev.stillroom.host.engine;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Protocol;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Engines for tests: in this process, or in one of their own. */
public final class TestEngines {

  public static final Program PROGRAM = Program.ofClassPath(System.getProperty("java.class.path"));

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private TestEngines() {}

  /** An engine in this process that stays until it is closed. */
  public static Engine inProcess(Home home) throws IOException {
    return Engine.start(
            home, PROGRAM, Clock.systemUTC(), new SplittableRandom(1), Duration.ofHours(1))
        .orElseThrow();
  }

  public static RequestFrame hello(long id) {
    return new RequestFrame(id, new Request.Hello("extension", "test", Protocol.VERSION));
  }

  public static Event download(String name) {
    return new Event.Download(
        UUID.randomUUID().toString(),
        // Of today: an engine's start removes raw events that are too old to keep.
        Instant.now(),
        "session",
        "https://shop.localhost/" + name,
        "https://shop.localhost/" + name,
        null,
        null,
        null,
        null,
        -1,
        "/tmp/" + name);
  }

  public static long events(Client client) throws IOException {
    return ((Reply.Status) client.ask(new Request.GetStatus())).events();
  }

  public static Reply record(Client client, Event... events) throws IOException {
    return client.ask(new Request.RecordEvents(List.of(events)));
  }

  public static ProcessHandle process(Client client) throws IOException {
    long pid = ((Reply.Status) client.ask(new Request.GetStatus())).pid();
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** Ends the engine's process of a home, if there is one, and waits until it is gone. */
  public static void end(Home home) throws IOException {
    if (!Files.exists(home.lock())) {
      return;
    }
    for (String line : Files.readAllLines(home.lock())) {
      if (line.startsWith("pid=")) {
        ProcessHandle.of(Long.parseLong(line.substring(4)))
            .filter(engine -> engine.pid() != ProcessHandle.current().pid())
            .ifPresent(
                engine -> {
                  engine.destroyForcibly();
                  engine.onExit().join();
                });
      }
    }
  }

  /** Waits for a condition, until a generous deadline. */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen within " + DEADLINE.toSeconds() + " s: " + what);
      }
      Thread.onSpinWait();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  public static Home home(Path directory) {
    return new Home(directory.resolve("home"));
  }
}
