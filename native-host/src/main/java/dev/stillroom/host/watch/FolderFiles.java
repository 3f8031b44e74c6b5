package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The finished plain files that lie in a folder itself, the newest first.
 *
 * @param more how many there are besides
 */
public record FolderFiles(List<Entry> entries, int more) {

  /**
   * @param modified in milliseconds since 1970
   */
  public record Entry(Path path, long bytes, long modified) {}

  public static FolderFiles of(Path folder, int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile() && !Listing.temporary(file.getFileName().toString())) {
          entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
        }
      }
    }
    entries.sort(
        Comparator.comparingLong(Entry::modified)
            .reversed()
            .thenComparing(entry -> entry.path().toString()));
    int kept = Math.min(most, entries.size());
    return new FolderFiles(List.copyOf(entries.subList(0, kept)), entries.size() - kept);
  }
}
