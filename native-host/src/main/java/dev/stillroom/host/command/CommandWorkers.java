package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.worker.WorkerProcesses;

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
        WorkerProcesses.Settings.of(
            // Not the engine's own scratch space, which it empties at its start.
            home.directory().resolve("scratch-command"), home.log().resolve("worker.log")));
  }
}
