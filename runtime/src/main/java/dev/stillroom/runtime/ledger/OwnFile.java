package dev.stillroom.runtime.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that are the person's alone (mode 0600 in a directory of mode 0700), written by several
 * processes: one lock for the directory keeps them apart.
 */
public final class OwnFile {

  private static final String LOCK = ".lock";

  private OwnFile() {}

  /** The mode of a new file that only its owner may read; nothing where there are no modes. */
  public static FileAttribute<?>[] fileAlone(Path file) {
    return alone(file, "rw-------");
  }

  /** The same for a folder. */
  public static FileAttribute<?>[] folderAlone(Path folder) {
    return alone(folder, "rwx------");
  }

  /** Windows knows no such modes: there, the person's own profile keeps others out. */
  private static FileAttribute<?>[] alone(Path path, String letters) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
        }
        : new FileAttribute<?>[0];
  }

  /** Makes the directory where it is missing. */
  public static void directory(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectories(directory.toAbsolutePath().getParent());
    try {
      Files.createDirectory(directory, folderAlone(directory));
    } catch (FileAlreadyExistsException another) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw another;
      }
    }
  }

  /** Adds one line, whole or not at all as far as other writers see it. */
  public static synchronized void append(Path file, String line) throws IOException {
    directory(file.toAbsolutePath().getParent());
    try (FileChannel lock = open(lockOf(file), StandardOpenOption.WRITE);
        FileLock held = lock.lock();
        FileChannel out = open(file, StandardOpenOption.APPEND)) {
      write(out, line + "\n");
      assert held.isValid();
    }
  }

  /** Puts another text into the place of a file. */
  public static synchronized void replace(Path file, String text) throws IOException {
    directory(file.toAbsolutePath().getParent());
    try (FileChannel lock = open(lockOf(file), StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      Path next = file.resolveSibling("." + file.getFileName() + ".new");
      Files.deleteIfExists(next);
      try (FileChannel out = open(next, StandardOpenOption.WRITE)) {
        write(out, text);
        out.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      assert held.isValid();
    }
  }

  private static Path lockOf(Path file) {
    return file.toAbsolutePath().resolveSibling(LOCK);
  }

  private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, how), fileAlone(file));
  }

  private static void write(FileChannel out, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
