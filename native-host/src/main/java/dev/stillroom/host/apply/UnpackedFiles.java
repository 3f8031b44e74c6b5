package dev.stillroom.host.apply;

import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Date;
import org.apache.commons.compress.archivers.ArchiveEntry;

/** What comes out of an archive: within one new folder, and no more than its limits. */
final class UnpackedFiles {

  private static final int LONGEST_NAME = 255;

  private final Path root;
  private final Unpacking.Limits limits;
  private final long mostBytes;
  private int count;
  private long bytes;

  /**
   * @param packed the archive's own bytes
   */
  UnpackedFiles(Path root, long packed, Unpacking.Limits limits) {
    this.root = root;
    this.limits = limits;
    this.mostBytes =
        Math.min(limits.bytes(), Math.max(Unpacking.Limits.SMALL, packed * (long) limits.ratio()));
  }

  /** Files and folders made. */
  int count() {
    return count;
  }

  /** Of all files together. */
  long bytes() {
    return bytes;
  }

  void folder(ArchiveEntry entry) throws IOException, JobFailure {
    Path folder = place(entry.getName());
    if (!folder.equals(root)) {
      make(folder);
    }
  }

  void file(ArchiveEntry entry, InputStream content) throws IOException, JobFailure {
    Path file = place(entry.getName());
    if (file.equals(root)) {
      throw new JobFailure("a file in it has no name");
    }
    make(file.getParent());
    counted();
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        if (bytes > mostBytes) {
          throw new JobFailure(
              "more than " + mostBytes + " bytes come out of it, which is too much for its size");
        }
        out.write(buffer, 0, n);
      }
    } catch (FileAlreadyExistsException twice) {
      throw new JobFailure("'" + entry.getName() + "' is in it twice", twice);
    }
    dated(file, entry);
  }

  private void make(Path folder) throws IOException, JobFailure {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    make(folder.getParent());
    counted();
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException file) {
      throw new JobFailure("'" + root.relativize(folder) + "' is a file and a folder", file);
    }
  }

  private void counted() throws JobFailure {
    if (++count > limits.entries()) {
      throw new JobFailure("more than " + limits.entries() + " files are in it");
    }
  }

  /** Where an entry goes; one whose name leads anywhere else refuses the archive. */
  private Path place(String name) throws JobFailure {
    String path = name.replace('\\', '/');
    if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
      throw new JobFailure("'" + name + "' would lie outside of its folder");
    }
    Path at = root;
    int depth = 0;
    for (String part : path.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        throw new JobFailure("'" + name + "' would lie outside of its folder");
      }
      boolean odd =
          part.chars().anyMatch(Character::isISOControl)
              || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
      if (odd || ++depth > limits.depth()) {
        throw new JobFailure("a name in it is too long, too deep or has control characters");
      }
      try {
        at = at.resolve(part);
      } catch (InvalidPathException notHere) {
        throw new JobFailure("'" + name + "' is no name on this system", notHere);
      }
    }
    return at;
  }

  /** When it was changed last, where the archive says so and can know it. */
  private static void dated(Path file, ArchiveEntry entry) {
    Date date = entry.getLastModifiedDate();
    if (date == null || date.toInstant().isAfter(Instant.now()) || date.getTime() < 0) {
      return;
    }
    try {
      Files.setLastModifiedTime(file, FileTime.from(date.toInstant()));
    } catch (IOException unimportant) {
      // Then it is as old as its unpacking.
    }
  }
}
