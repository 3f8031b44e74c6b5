package dev.stillroom.host.engine;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.home.SteeredClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The engine's process: ends when it is idle, when it is told to, or when another one is there. */
public final class EngineMain {

  private static final Logger LOG = Logger.getLogger(EngineMain.class.getName());
  private static final long DEFAULT_IDLE_SECONDS = 60;

  private EngineMain() {}

  public static void main(String[] arguments) {
    System.setOut(System.err);
    Home home = Home.ofEnvironment();
    try {
      home.create();
      Runtime.getRuntime().halt(run(home));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.SEVERE, "the engine cannot run for " + home.directory(), e);
      System.err.println("the engine cannot run for " + home.directory() + ": " + e.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  private static int run(Home home) throws IOException {
    Clock clock = SteeredClock.ofEnvironment();
    Duration idle = Duration.ofSeconds(Long.getLong("stillroom.idleSeconds", DEFAULT_IDLE_SECONDS));
    Optional<Engine> started =
        Engine.start(home, Program.ofEnvironment(), clock, new SplittableRandom(), idle);
    if (started.isEmpty()) {
      return 0;
    }
    // Only the winner writes the log.
    EngineLog log = new EngineLog(home.log().resolve("engine.log"));
    log.install();
    LOG.info("engine " + Program.version() + " serves " + home.directory());
    Engine engine = started.get();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LOG.info("told to leave");
                  engine.close();
                }));
    try {
      engine.awaitIdle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.info("idle: leaves");
    engine.close();
    return 0;
  }
}
