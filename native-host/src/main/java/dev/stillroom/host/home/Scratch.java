package dev.stillroom.host.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a killed process left behind of the files it worked on: copies of a person's contents. */
public final class Scratch {

  private Scratch() {}

  /**
   * Removes what stands in a folder since before a time; what cannot be removed is tried again by
   * whoever comes next.
   */
  public static void empty(Path folder, Instant before) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> left;
    try (Stream<Path> entries = Files.list(folder)) {
      left = entries.filter(entry -> isOlder(entry, before)).toList();
    } catch (IOException unreadable) {
      return;
    }
    left.forEach(Scratch::remove);
  }

  private static boolean isOlder(Path entry, Instant than) {
    try {
      return Files.getLastModifiedTime(entry).toInstant().isBefore(than);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Removes a file or a folder with all that is in it. */
  public static void remove(Path entry) {
    try (Stream<Path> all = Files.walk(entry)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException stays) {
      // The next one tries again.
    }
  }
}
