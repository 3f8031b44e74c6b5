package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.worker.WorkerProcesses;
import java.time.Duration;
import java.time.Instant;

/** Worker processes of a command, which needs no engine. */
final class CommandWorkers {

  private static final Duration LEFT = Duration.ofHours(1);

  private CommandWorkers() {}

  static WorkerProcesses start() {
    Home home = Home.ofEnvironment();
    Program program = Program.ofEnvironment();
    // What a command that was interrupted left; no job of one that goes on takes so long.
    Scratch.empty(home.commandScratch(), Instant.now().minus(LEFT));
    return new WorkerProcesses(
        classPath ->
            switch (classPath) {
              case HOST -> program.hostWorker(home);
              case DISTILLER -> program.distillerWorker(home);
            },
        WorkerProcesses.Settings.of(home.commandScratch(), home.log().resolve("worker.log")));
  }
}
