package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The files of the watched folders at one moment: regular files with final names, at most {@link
 * #DEPTH} levels deep and {@link #MOST} of them, one look at each. Symbolic links are not followed.
 */
record Listing(Map<Path, Seen> files, List<Path> folders) {

  static final int DEPTH = 3;
  static final int MOST = 50_000;

  /** Endings under which programs write what is not finished. */
  private static final Set<String> TEMPORARY =
      Set.of(
          "crdownload", "part", "partial", "tmp", "temp", "download", "opdownload", "swp", "lock");

  /** One file as it was seen; {@code modified} in milliseconds since 1970. */
  record Seen(Path path, String key, long bytes, long modified) {

    static Seen of(Path file, BasicFileAttributes attributes) {
      return new Seen(
          file,
          FileKey.of(file, attributes),
          attributes.size(),
          attributes.lastModifiedTime().toMillis());
    }
  }

  static Listing of(List<Path> roots) {
    Map<Path, Seen> files = new LinkedHashMap<>();
    List<Path> folders = new ArrayList<>();
    for (Path root : roots) {
      try {
        Files.walkFileTree(root, Set.of(), DEPTH, new Visitor(root, files, folders));
      } catch (IOException | RuntimeException unreadable) {
        // What cannot be listed is not judged: a missing file is looked for by itself.
      }
    }
    return new Listing(files, folders);
  }

  /** Those of these paths that are such files; no folder is listed. */
  static Listing some(Set<Path> paths) {
    Map<Path, Seen> files = new LinkedHashMap<>();
    for (Path path : paths) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile() && !temporary(path.getFileName().toString())) {
          files.put(path, Seen.of(path, attributes));
        }
      } catch (IOException notThere) {
        // Then it is missing, if it was known.
      }
    }
    return new Listing(files, List.of());
  }

  /** Whether a name is one under which a program writes before a file is finished. */
  static boolean temporary(String name) {
    int dot = name.lastIndexOf('.');
    return name.startsWith(".") // among them Stillroom's own, .stillroom-…
        || name.startsWith("~")
        || name.endsWith("~")
        || (dot >= 0 && TEMPORARY.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<Path, Seen> files;
    private final List<Path> folders;

    Visitor(Path root, Map<Path, Seen> files, List<Path> folders) {
      this.root = root;
      this.files = files;
      this.folders = folders;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && folder.getFileName().toString().startsWith(".")) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.add(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !temporary(file.getFileName().toString())) {
        files.put(file, Seen.of(file, attributes));
      }
      return files.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
