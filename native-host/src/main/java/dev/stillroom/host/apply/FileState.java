package dev.stillroom.host.apply;

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
 */
record FileState(String key, long size, FileTime modified, FileTime changed) {

  /**
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  static FileState of(Path file) throws IOException {
    BasicFileAttributes basic =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    return new FileState(FileKey.of(file), basic.size(), basic.lastModifiedTime(), changed);
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

  /** Whether nothing wrote to the file between the two looks; moves and links do not count. */
  boolean sameContent(FileState later) {
    return key.equals(later.key) && size == later.size && modified.equals(later.modified);
  }
}
