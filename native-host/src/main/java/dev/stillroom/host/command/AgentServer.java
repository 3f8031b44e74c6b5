package dev.stillroom.host.command;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of the installation that agents talk to. It stands beside the command line's own
 * libraries ({@code lib/agents}) and is loaded only when it is asked for.
 */
public interface AgentServer {

  /**
   * What the person allows.
   *
   * @param allTasks whether tasks may be asked that were not given to agents
   * @param learn whether what agents propose is learned without asking the person
   */
  record Settings(Home home, Program program, boolean allTasks, boolean learn) {}

  /** Serves until {@code in} ends. */
  void serve(Settings settings, InputStream in, OutputStream out) throws IOException;

  /** The installed one; empty where the part is missing. */
  static Optional<AgentServer> find() {
    String image = System.getProperty("stillroom.image");
    return ProgramPart.find(
        AgentServer.class,
        image == null || image.isEmpty() ? null : Path.of(image, "lib", "agents"));
  }
}
