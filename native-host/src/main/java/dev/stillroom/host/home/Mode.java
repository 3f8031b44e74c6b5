package dev.stillroom.host.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Who may do what with something that Stillroom writes. Where the file system knows no such modes
 * (Windows) nothing is set: there, the person's own profile keeps others out.
 */
public enum Mode {
  OWN_FILE("rw-------"),
  /** A folder, or a program that only its owner may start. */
  OWN("rwx------"),
  READABLE("rw-r--r--"),
  PROGRAM("rwxr-xr-x");

  private final String letters;

  Mode(String letters) {
    this.letters = letters;
  }

  /** As {@code rwx------}. */
  public String letters() {
    return letters;
  }

  /** Whether the file system of {@code path} knows modes. */
  public static boolean knownTo(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** For what is about to be made at {@code path}: it never has another mode. */
  public FileAttribute<?>[] ofNew(Path path) {
    return knownTo(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
        }
        : new FileAttribute<?>[0];
  }

  /** For what is there. */
  public void giveTo(Path file) throws IOException {
    if (knownTo(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(letters));
    }
  }
}
