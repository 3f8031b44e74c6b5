package dev.stillroom.host.command;

import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.home.RuntimeDirectory;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "stop",
    description = {
      "Ends the engine. What it acknowledged is kept, what it did not is sent again; a browser or a"
          + " command starts it when it is needed."
    })
final class StopCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private Session session;

  private final Printer printer;

  StopCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() throws IOException {
    OptionalLong ended = end(session.home());
    if (session.json) {
      printer.json(Map.of("stopped", ended.isPresent()));
    } else {
      printer.line(
          ended.isPresent()
              ? "ended the engine, process " + ended.getAsLong()
              : "no engine runs for " + session.home().directory());
    }
    return 0;
  }

  /** Ends the engine of a home, where one runs, and waits until it is gone. */
  static OptionalLong end(Home home) throws IOException {
    // Who answers at the door is alive, so the number beside it is not another process's by now.
    Optional<SocketChannel> door =
        new EngineDoor(home, Program.ofEnvironment()).openIfRunning("stop", PATIENCE);
    if (door.isEmpty()) {
      return OptionalLong.empty();
    }
    door.get().close();
    long pid = RuntimeDirectory.announcedProcess(home).orElseThrow();
    Optional<ProcessHandle> engine = ProcessHandle.of(pid);
    if (engine.isPresent()) {
      engine.get().destroy();
      try {
        engine.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException stays) {
        throw new CommandFailure(
            "the engine, process " + pid + ", does not end: its log says why, " + home.log());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return OptionalLong.of(pid);
  }
}
