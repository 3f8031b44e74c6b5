package dev.stillroom.host.apply;

import dev.stillroom.host.watch.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells that a folder that an act made is still as it was made: a digest of the names, kinds
 * and bytes of all that is in it. No link is followed.
 */
final class FolderDigest {

  /** What a folder's digest begins with, so that none is taken for a file's. */
  static final String PREFIX = "folder:";

  /** More than any act makes: a folder with more was changed. */
  private static final int MOST = 2 * Unpacking.Limits.USUAL.entries();

  private FolderDigest() {}

  /** Whether a digest is a folder's. */
  static boolean is(String digest) {
    return digest != null && digest.startsWith(PREFIX);
  }

  static String of(Path folder) throws IOException {
    return PREFIX + digest(list(folder, FolderDigest::content));
  }

  /** Of {@link #state}. */
  static String stateDigest(Path folder) throws IOException {
    return digest(state(folder));
  }

  private static String digest(Map<String, String> entries) {
    MessageDigest digest = Digests.sha256();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      String line = entry.getKey() + '\0' + entry.getValue() + '\0';
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * What changes when something in the folder does, without reading the files: the times of change
   * cannot be set back.
   */
  static Map<String, String> state(Path folder) throws IOException {
    return list(folder, (path, attributes) -> FileState.of(path).toString());
  }

  private static String content(Path path, BasicFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      return "folder";
    }
    return attributes.isRegularFile() ? Digests.sha256(path) : "other";
  }

  @FunctionalInterface
  private interface Told {
    String of(Path path, BasicFileAttributes attributes) throws IOException;
  }

  private static Map<String, String> list(Path folder, Told told) throws IOException {
    Map<String, String> all = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (!path.equals(folder)) {
              put(path, attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            put(path, attributes);
            return FileVisitResult.CONTINUE;
          }

          private void put(Path path, BasicFileAttributes attributes) throws IOException {
            all.put(folder.relativize(path).toString(), told.of(path, attributes));
            if (all.size() > MOST) {
              throw new IOException(folder.getFileName() + " has more than " + MOST + " files");
            }
          }
        });
    return all;
  }
}
