package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What stays of a file when it is renamed or moved within its file system: device and inode, as
 * {@code device:inode} in decimal. An inode is used again after a deletion, so a key alone proves
 * nothing: size and time, or the digest, must agree too.
 */
public final class FileKey {

  private static final String NAME = "path:";

  private FileKey() {}

  /** The key of the file itself, symbolic links not followed. */
  public static String of(Path file) throws IOException {
    return of(
        file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether the system knows no key (Windows), so that this one is a name and moves with it. */
  public static boolean isName(String key) {
    return key.startsWith(NAME);
  }

  /**
   * The key from attributes already read, which saves a call for each file of a listing: the JDK's
   * key prints as {@code (dev=HEX,ino=DECIMAL)}.
   */
  public static String of(Path file, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    if (key == null) {
      return NAME + file;
    }
    String text = key.toString();
    int comma = text.indexOf(",ino=");
    if (!text.startsWith("(dev=") || comma < 0) {
      return text;
    }
    long device = Long.parseUnsignedLong(text, 5, comma, 16);
    return device + ":" + text.substring(comma + 5, text.length() - 1);
  }
}
