package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.watch.FileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells that a file is still the same one: its key (device and inode), size and times. The
 * change time moves with every write and cannot be set back.
 *
 * @param changed null on a system that does not tell it (Windows)
 */
record FileState(String key, long size, FileTime modified, @Nullable FileTime changed) {

  private static final String UNIX = "unix";

  /**
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  static FileState of(Path file) throws IOException {
    BasicFileAttributes basic =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    FileTime changed =
        isUnix(file)
            ? (FileTime) Files.getAttribute(file, UNIX + ":ctime", LinkOption.NOFOLLOW_LINKS)
            : null;
    return new FileState(FileKey.of(file), basic.size(), basic.lastModifiedTime(), changed);
  }

  /**
   * Whether both are on one file system and renaming tells so; false where that is not known, and a
   * file has to be copied and compared.
   */
  static boolean sameFileSystem(Path file, Path folder) throws IOException {
    return isUnix(file)
        && Files.getAttribute(file, UNIX + ":dev")
            .equals(Files.getAttribute(folder, UNIX + ":dev"));
  }

  /** Whether renaming from one to the other is known to be impossible. */
  static boolean otherFileSystem(Path file, Path folder) throws IOException {
    return isUnix(file) && !sameFileSystem(file, folder);
  }

  private static boolean isUnix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains(UNIX);
  }

  /** Whether {@code file} is a plain file with these bytes, or a folder with these files. */
  static boolean holds(Path file, String digest) {
    try {
      if (FolderDigest.is(digest)) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
            && FolderDigest.of(file).equals(digest);
      }
      return digest != null
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Digests.sha256(file).equals(digest);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Whether an unmoved change time proves that nothing was done to the file in between. */
  boolean untouched(FileState later) {
    return changed != null && equals(later);
  }

  /** Whether nothing wrote to the file between the two looks; moves and links do not count. */
  boolean sameContent(FileState later) {
    boolean sameFile = key.equals(later.key) || FileKey.isName(key) && FileKey.isName(later.key);
    return sameFile && size == later.size && modified.equals(later.modified);
  }
}
