package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "mcp",
    description = {
      "A server of the Model Context Protocol on standard input and output, for agents.",
      "An agent hands small, repeated work to small models of yours: it looks for a task, runs it,"
          + " gives examples, corrects, and proposes what shall be learned. Nothing leaves this"
          + " machine by it, but what an agent is answered it may send to whoever runs it."
    })
final class McpCommand implements Callable<Integer> {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where Stillroom keeps everything (default: STILLROOM_HOME, else the system's data directory).")
  private Path home;

  @Option(
      names = "--all-tasks",
      description =
          "Agents may also run what you had learned yourself: choices, fields and summaries of sites"
              + " (default: only jobs that agents gave, and those from files).")
  private boolean allTasks;

  @Option(
      names = "--learn",
      description =
          "What an agent proposes is learned at once (default: you are asked, in the browser and by"
              + " `stillroom tasks list`).")
  private boolean learn;

  private final Printer printer;
  private final InputStream in;

  McpCommand(Printer printer) {
    this.printer = printer;
    this.in = System.in;
  }

  @Override
  public Integer call() throws Exception {
    AgentServer server =
        AgentServer.find()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "the part that agents talk to is not installed: install Stillroom again"));
    Home own = home == null ? Home.ofEnvironment() : new Home(home.toAbsolutePath().normalize());
    server.serve(
        new AgentServer.Settings(own, Program.ofEnvironment(), allTasks, learn), in, printer.out());
    return 0;
  }
}
