package dev.stillroom.host.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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
    String data = System.getenv("XDG_DATA_HOME");
    Path base =
        data != null && data.startsWith("/")
            ? Path.of(data)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return new Home(base.resolve("stillroom"));
  }

  /** Makes the directory and the log's, readable by nobody else, where they are missing. */
  public void create() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.toAbsolutePath().getParent());
      try {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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

  /** Scratch space of workers; emptied at the engine's start. */
  public Path scratch() {
    return directory.resolve("scratch");
  }
}
