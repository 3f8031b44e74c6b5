package dev.stillroom.host.command;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.install.Installer;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of every command that asks the engine, and its way to ask. */
final class Session {

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where Stillroom keeps everything (default: STILLROOM_HOME, else the system's data directory).")
  Path home;

  Home home() {
    return home == null ? Home.ofEnvironment() : new Home(home.toAbsolutePath().normalize());
  }

  /** What a command does with a connection. */
  @FunctionalInterface
  interface Work {
    void with(Client engine) throws IOException;
  }

  /** Connects, starting the engine if there is none, and works. */
  int ask(Work work) throws IOException {
    Program program = Program.ofEnvironment();
    // A browser cannot say that what it starts was moved: whoever runs a command then mends it.
    new Installer(home(), program).followProgram();
    try (Client engine = Client.connect(home(), program)) {
      work.with(engine);
    }
    return 0;
  }

  /** Asks where the answer has one shape. */
  static <T extends Reply> T ask(Client engine, Request request, Class<T> shape)
      throws IOException {
    return shape.cast(engine.ask(request));
  }

  /** All tasks the person can see, proposals first. */
  static List<View.Task> tasks(Client engine) throws IOException {
    Reply.Overview overview = ask(engine, new Request.GetOverview(null), Reply.Overview.class);
    return Stream.concat(overview.proposals().stream(), overview.tasks().stream()).toList();
  }

  /** The task whose id begins like that. */
  static View.Task task(Client engine, String beginning) throws IOException {
    List<View.Task> found =
        tasks(engine).stream().filter(task -> task.id().startsWith(beginning)).toList();
    return one(found, "task", beginning, "stillroom tasks list");
  }

  /** The same, also among those that the person said no to. */
  static View.Task wanted(Client engine, String beginning) throws IOException {
    Reply.DismissedTasks dismissed =
        ask(engine, new Request.ListDismissed(), Reply.DismissedTasks.class);
    List<View.Task> found =
        Stream.concat(tasks(engine).stream(), dismissed.tasks().stream())
            .filter(task -> task.id().startsWith(beginning))
            .toList();
    return one(found, "task", beginning, "stillroom tasks list, and audit for what you dismissed");
  }

  /** The only one of {@code found}; no letters at all, as of an empty variable, name none. */
  static <T> T one(List<T> found, String kind, String beginning, String list) {
    if (beginning.isBlank()) {
      throw new CommandFailure("an empty id names no " + kind + ": see " + list);
    }
    if (found.size() != 1) {
      throw new CommandFailure(
          (found.isEmpty() ? "no " + kind + " has" : found.size() + " " + kind + "s have")
              + " an id that begins with '"
              + beginning
              + "': see "
              + list);
    }
    return found.getFirst();
  }
}
