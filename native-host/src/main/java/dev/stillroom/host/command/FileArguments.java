package dev.stillroom.host.command;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command line names, looked at before any work begins. */
final class FileArguments {

  private FileArguments() {}

  /**
   * A file that is read here.
   *
   * @param what it is, for the message: "inputs"
   */
  static void requireReadable(Path file, String what) {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(file + " is a directory; give the " + what + " file in it");
    }
    if (!Files.exists(file)) {
      throw new CommandFailure("there is no " + what + " file " + file);
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure("the " + what + " file " + file + " may not be read");
    }
  }

  /** A file that another process reads: a pipe of this one's would be another there. */
  static void requireRegular(Path file, String what) {
    requireReadable(file, what);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure(
          file + " is no regular file; write what it says to a file and give that");
    }
  }

  /** A file that is going to be written or replaced; folders on the way to it may be missing. */
  static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(
          file + " is a directory; give another name, such as model.still in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CommandFailure(file + " is no regular file; give another name");
    }
    requireFolder(file.toAbsolutePath().normalize().getParent());
  }

  /** A folder that is there and may be written to, or can be made. */
  static void requireFolder(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new CommandFailure(there + " is no directory; give another place");
    }
    if (!Files.isWritable(there)) {
      throw new CommandFailure("nothing may be written to " + there + "; give another place");
    }
  }
}
