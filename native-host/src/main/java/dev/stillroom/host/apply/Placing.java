package dev.stillroom.host.apply;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives a complete file its final name, or the next free one, without ever overwriting: by a hard
 * link, which fails where the name is taken. On a file system without links, the name is reserved
 * by creating it empty, and the file renamed onto that.
 */
final class Placing {

  /** How many names are tried: {@code photo.jpg}, {@code photo (1).jpg} … */
  private static final int NAMES = 1000;

  private final boolean links;
  private final Consumer<Failpoint> failpoints;

  Placing(boolean links, Consumer<Failpoint> failpoints) {
    this.links = links;
    this.failpoints = failpoints;
  }

  /** The {@code n}th name that is tried for {@code wanted}; the 0th is itself. */
  static Path name(Path wanted, int n) {
    if (n == 0) {
      return wanted;
    }
    String name = wanted.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0
        ? wanted.resolveSibling(name.substring(0, dot) + " (" + n + ")" + name.substring(dot))
        : wanted.resolveSibling(name + " (" + n + ")");
  }

  /**
   * Publishes {@code temporary}, which is beside {@code wanted} and disappears.
   *
   * @param reserving told the name before it is made empty; see {@link #release}
   * @return the name it got
   */
  Path publish(Path temporary, Path wanted, Consumer<Path> reserving) throws IOException {
    if (Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
      return giveFolder(
          temporary, wanted, reserving, reserved -> failpoints.accept(Failpoint.NAME_RESERVED));
    }
    Path target = give(temporary, wanted, linking -> {}, reserving);
    Files.deleteIfExists(temporary);
    return target;
  }

  /**
   * Gives {@code file} another name. Where links work it has both names then, and the caller
   * removes the old one; otherwise the old one is gone.
   *
   * @param linking told each name before it is tried by a link
   * @param reserving told the name before it is made empty; see {@link #release}
   * @return the name it got
   */
  Path give(Path file, Path wanted, Consumer<Path> linking, Consumer<Path> reserving)
      throws IOException {
    for (int n = 0; n < NAMES; n++) {
      Path target = name(wanted, n);
      if (exists(target)) {
        continue;
      }
      linking.accept(target);
      if (linked(target, file)) {
        failpoints.accept(Failpoint.RESULT_LINKED);
        return target;
      }
      if (exists(target)) {
        continue;
      }
      reserving.accept(target);
      if (reserve(target)) {
        failpoints.accept(Failpoint.NAME_RESERVED);
        try {
          // Replaces the empty file just made, which nobody else had the time to fill.
          Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) { // Among others: it is another file system.
          release(target);
          throw refused;
        }
        return target;
      }
    }
    throw new FileAlreadyExistsException(wanted + " and " + (NAMES - 1) + " more like it");
  }

  /**
   * Gives a folder another name, by making an empty one of that name and putting it in its place:
   * one that somebody put something into meanwhile cannot be replaced.
   *
   * @param reserving told the name before it is made empty; see {@link #release}
   * @param reserved told when it is
   * @return the name it got
   */
  static Path giveFolder(
      Path folder, Path wanted, Consumer<Path> reserving, Consumer<Path> reserved)
      throws IOException {
    for (int n = 0; n < NAMES; n++) {
      Path target = name(wanted, n);
      if (exists(target)) {
        continue;
      }
      reserving.accept(target);
      try {
        Files.createDirectory(target);
      } catch (FileAlreadyExistsException taken) {
        continue;
      }
      reserved.accept(target);
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
      return target;
    }
    throw new FileAlreadyExistsException(wanted + " and " + (NAMES - 1) + " more like it");
  }

  /** Which of the names that are tried for {@code wanted} is the file with this key. */
  static Optional<Path> named(Path wanted, String key) throws IOException {
    for (int n = 0; n < NAMES; n++) {
      Path target = name(wanted, n);
      if (exists(target) && FileState.of(target).key().equals(key)) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }

  /**
   * Links {@code target} to {@code existing}.
   *
   * @return false when the name is taken or links do not work here
   */
  boolean linked(Path target, Path existing) throws IOException {
    if (!exists(existing)) {
      throw new NoSuchFileException(existing.toString());
    }
    if (!links) {
      return false;
    }
    try {
      Files.createLink(target, existing);
      return true;
    } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException refused) {
      // Either no links on this file system, or something that reserving will say again.
      return false;
    }
  }

  private static boolean reserve(Path target) throws IOException {
    try {
      Files.createFile(target);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  /** Where an interrupted {@link #publish} put the file with this key and these bytes. */
  static Optional<Path> findPublished(Path wanted, String key, String digest, Proofs proofs)
      throws IOException {
    return named(wanted, key).filter(target -> proofs.holds(target, digest));
  }

  /** Removes a name that an interrupted {@link #publish} reserved and did not fill. */
  static void release(Path reserved) throws IOException {
    if (Files.isDirectory(reserved, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.delete(reserved);
      } catch (DirectoryNotEmptyException filled) {
        // Somebody else's by now.
      }
    } else if (exists(reserved)
        && Files.isRegularFile(reserved, LinkOption.NOFOLLOW_LINKS)
        && Files.size(reserved) == 0) {
      Files.delete(reserved);
    }
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Copies to a new file and syncs it; what is left of a failed copy is removed. */
  static void copy(Path from, Path to) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = in.size();
      for (long at = 0; at < size; ) {
        at += in.transferTo(at, size - at, out);
      }
      out.force(true);
    } catch (FileAlreadyExistsException notOurs) {
      throw notOurs;
    } catch (IOException e) {
      Files.deleteIfExists(to);
      throw e;
    }
  }

  /**
   * Makes the names in a directory survive a power cut, where its file system can: some network
   * file systems refuse, and a file that is already published does not fail for that.
   */
  static void sync(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException refused) {
      // Its files are synced each; the directory is as durable as it gets.
    }
  }
}
