package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.worker.WorkerProcesses;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** Runs one job of the distiller in a worker process and waits for it, showing its progress. */
final class DistillerJobs {

  /** Makes the workers when they are needed: {@code --help} needs none. */
  interface Source {
    Workers workers() throws IOException;
  }

  private final Printer printer;
  private final Source source;

  DistillerJobs(Printer printer, Source source) {
    this.printer = printer;
    this.source = source;
  }

  static DistillerJobs ofProgram(Printer printer) {
    return new DistillerJobs(printer, null);
  }

  JsonNode run(String job, JsonNode arguments) throws IOException, InterruptedException {
    if (source != null) {
      return await(source.workers(), job, arguments);
    }
    // Not the home's scratch space, which an engine empties when it starts.
    Path scratch = Files.createTempDirectory("stillroom-distill-");
    Program program = Program.ofEnvironment();
    Home home = Home.ofEnvironment();
    Path log = scratch.resolve("worker.log");
    try (WorkerProcesses workers =
            new WorkerProcesses(
                classPath ->
                    switch (classPath) {
                      case HOST -> program.hostWorker(home);
                      case DISTILLER -> program.distillerWorker(home);
                    },
                WorkerProcesses.Settings.of(scratch, log));
        OnInterrupt _ =
            OnInterrupt.run(
                () -> {
                  workers.close();
                  Scratch.remove(scratch);
                })) {
      JsonNode result = await(workers, job, arguments);
      Scratch.remove(scratch);
      return result;
    } catch (CommandFailure failure) {
      // The message of a worker that broke down points to its log.
      if (!failure.getMessage().contains(log.toString())) {
        Scratch.remove(scratch);
      }
      throw failure;
    }
  }

  private JsonNode await(Workers workers, String job, JsonNode arguments)
      throws InterruptedException {
    try {
      return workers.start(Workers.ClassPath.DISTILLER, job, arguments, printer::progress).get();
    } catch (ExecutionException failed) {
      throw new CommandFailure(failed.getCause().getMessage());
    }
  }
}
