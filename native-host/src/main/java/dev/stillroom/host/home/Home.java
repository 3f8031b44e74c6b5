package dev.stillroom.host.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where everything of one person lives: journal, packs, keeping place, log, lock. Tests and the
 * demo set {@code STILLROOM_HOME}; the default is the system's data directory.
 */
public record Home(Path directory) {

  public static Home ofEnvironment() {
    String property = System.getProperty("stillroom.home", System.getenv("STILLROOM_HOME"));
    if (property != null && !property.isEmpty()) {
      return new Home(Path.of(property).toAbsolutePath().normalize());
    }
    return new Home(
        Path.of(
            ofSystem(Platform.current(), System.getProperty("user.home"), System.getenv()::get)));
  }

  /** Where each system keeps what programs know of a person. */
  static String ofSystem(Platform platform, String user, UnaryOperator<String> environment) {
    return switch (platform) {
      case LINUX -> {
        String data = environment.apply("XDG_DATA_HOME");
        yield (data != null && data.startsWith("/") ? data : user + "/.local/share") + "/stillroom";
      }
      case MAC -> user + "/Library/Application Support/Stillroom";
      case WINDOWS -> {
        String data = environment.apply("LOCALAPPDATA");
        yield (data == null || data.isEmpty() ? user + "\\AppData\\Local" : data) + "\\Stillroom";
      }
    };
  }

  /** Makes the directory and the log's, readable by nobody else, where they are missing. */
  public void create() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.toAbsolutePath().getParent());
      try {
        Files.createDirectory(directory, Mode.OWN.ofNew(directory));
      } catch (FileAlreadyExistsException another) {
        // Two of us began at once.
      }
    }
    Files.createDirectories(log());
  }

  public Path journal() {
    return directory.resolve("journal.db");
  }

  public Path packs() {
    return directory.resolve("packs");
  }

  /** Where originals wait that an act would otherwise have removed. */
  public Path keepingPlace() {
    return directory.resolve("kept");
  }

  public Path log() {
    return directory.resolve("log");
  }

  public Path lock() {
    return directory.resolve("engine.lock");
  }

  /** Of teachers: their addresses, what they answered, and the ledger of what was sent. */
  public Path teacher() {
    return directory.resolve("teacher");
  }

  /** The programs that may make other files of downloads. */
  public Path programs() {
    return directory.resolve("programs.json");
  }

  /**
   * The names of all that Stillroom itself puts into a home, the lock last; other files in it are
   * somebody else's.
   */
  public static List<String> names() {
    return List.of(
        "relay.sh",
        "relay.bat",
        "installed",
        "scratch",
        "scratch-command",
        "language",
        "vectors.cache",
        "vectors.key",
        "packs",
        "kept",
        "teacher",
        "programs.json",
        ".lock",
        ".changing",
        "log",
        "journal.db-wal",
        "journal.db-shm",
        "journal.db",
        "engine.lock");
  }

  /** Scratch space of workers; emptied at the engine's start. */
  public Path scratch() {
    return directory.resolve("scratch");
  }

  /** The same for commands, which need no engine: that empties its own at its start. */
  public Path commandScratch() {
    return directory.resolve("scratch-command");
  }
}
