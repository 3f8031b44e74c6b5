package dev.stillroom.runtime.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;

/**
 * Files that are the person's alone (mode 0600 in a directory of mode 0700; where there are no
 * modes, a list of access that names nobody else), written by several processes: one lock for the
 * directory keeps them apart.
 */
public final class OwnFile {

  private static final String LOCK = ".lock";

  /** Apart from the other one: a change writes, too. */
  private static final String CHANGING = ".changing";

  private OwnFile() {}

  /** What makes a new file the person's alone: a mode, or where there are none a list of access. */
  public static FileAttribute<?> fileAlone(Path file) throws IOException {
    return alone(file, "rw-------");
  }

  /** The same for a folder. */
  public static FileAttribute<?> folderAlone(Path folder) throws IOException {
    return alone(folder, "rwx------");
  }

  private static FileAttribute<?> alone(Path path, String letters) throws IOException {
    FileSystem files = path.getFileSystem();
    return files.supportedFileAttributeViews().contains("posix")
        ? PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
        : access(
            files
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name")));
  }

  /** Everything to one person and nothing to anybody else, as Windows writes it. */
  static FileAttribute<List<AclEntry>> access(UserPrincipal person) {
    List<AclEntry> all =
        List.of(
            AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(person)
                .setPermissions(AclEntryPermission.values())
                .setFlags(AclEntryFlag.DIRECTORY_INHERIT, AclEntryFlag.FILE_INHERIT)
                .build());
    return new FileAttribute<>() {
      @Override
      public String name() {
        return "acl:acl";
      }

      @Override
      public List<AclEntry> value() {
        return all;
      }
    };
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
  public static void append(Path file, String line) throws IOException {
    append(file, () -> line);
  }

  /**
   * Adds a line that rests on what stands in the file: nobody else writes meanwhile.
   *
   * @param line none is added where it is null
   * @return whether one was
   */
  public static synchronized boolean append(Path file, Change<String> line) throws IOException {
    directory(file.toAbsolutePath().getParent());
    try (FileChannel lock = open(lockOf(file), StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      String made = line.make();
      if (made != null) {
        try (FileChannel out = open(file, StandardOpenOption.APPEND)) {
          write(out, made + "\n");
        }
      }
      assert held.isValid();
      return made != null;
    }
  }

  /** Puts another text into the place of a file. */
  public static void replace(Path file, String text) throws IOException {
    replace(file, () -> text);
  }

  /**
   * Puts a text into the place of a file that rests on what stands there: nobody else writes
   * meanwhile.
   *
   * @param text the file goes where it is null
   */
  public static synchronized void replace(Path file, Change<String> text) throws IOException {
    directory(file.toAbsolutePath().getParent());
    try (FileChannel lock = open(lockOf(file), StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      String made = text.make();
      if (made == null) {
        Files.deleteIfExists(file);
        return;
      }
      Path next = file.resolveSibling("." + file.getFileName() + ".new");
      Files.deleteIfExists(next);
      try (FileChannel out = open(next, StandardOpenOption.WRITE)) {
        write(out, made);
        out.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      assert held.isValid();
    }
  }

  /** What is read, changed and written again. */
  @FunctionalInterface
  public interface Change<T> {
    T make() throws IOException;
  }

  /** Makes a change of a file that rests on what stands in it: no other's change is lost by it. */
  public static synchronized <T> T changing(Path file, Change<T> change) throws IOException {
    directory(file.toAbsolutePath().getParent());
    Path others = file.toAbsolutePath().resolveSibling(CHANGING);
    try (FileChannel lock = open(others, StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      T made = change.make();
      assert held.isValid();
      return made;
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
