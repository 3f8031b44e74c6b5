package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.worker.WorkerProcesses;
import java.nio.file.Path;

/** Worker processes of a command, which needs no engine. */
final class CommandWorkers {

  private CommandWorkers() {}

  static WorkerProcesses start() {
    Home home = Home.ofEnvironment();
    Program program = Program.ofEnvironment();
    return new WorkerProcesses(
        classPath ->
            switch (classPath) {
              case HOST -> program.hostWorker(home);
              case DISTILLER -> program.distillerWorker(home);
            },
        WorkerProcesses.Settings.of(scratch(home), home.log().resolve("worker.log")));
  }

  /** Not the engine's own scratch space, which it empties at its start. */
  static Path scratch(Home home) {
    return home.directory().resolve("scratch-command");
  }
}
