package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The finished plain files in folders and below them, by name; hidden folders and links are passed
 * by, and so is what lies deeper or is more than a person's folders hold.
 */
public final class FolderIndex {

  private static final int DEPTH = 6;
  private static final int MOST = 50_000;

  private final Map<String, List<Entry>> byName = new HashMap<>();
  private int files;

  /** A file where it stands. */
  public record Entry(Path path, long bytes) {}

  private FolderIndex() {}

  public static FolderIndex of(List<Path> roots) {
    FolderIndex index = new FolderIndex();
    Set<FileVisitOption> noLinks = EnumSet.noneOf(FileVisitOption.class);
    for (Path root : roots) {
      try {
        Files.walkFileTree(root, noLinks, DEPTH, index.visitor(root));
      } catch (IOException unreadable) {
        // What could be read until then is what there is.
      }
    }
    return index;
  }

  private SimpleFileVisitor<Path> visitor(Path root) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = file.getFileName().toString();
        if (attributes.isRegularFile() && !Listing.temporary(name)) {
          byName
              .computeIfAbsent(name, _ -> new ArrayList<>(1))
              .add(new Entry(file, attributes.size()));
          files++;
        }
        return files < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
        return FileVisitResult.CONTINUE;
      }
    };
  }

  public List<Entry> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  public List<Entry> all() {
    return byName.values().stream().flatMap(List::stream).toList();
  }
}
