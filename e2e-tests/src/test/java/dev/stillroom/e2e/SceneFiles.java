package dev.stillroom.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a value in every file of a directory: the proof of what is not kept. */
final class SceneFiles {

  private SceneFiles() {}

  /** The files below a directory that hold a text in UTF-8 or UTF-16. */
  static List<Path> holding(Path directory, String text) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        String wide =
            new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        if (bytes.contains(text) || bytes.contains(wide)) {
          found.add(directory.relativize(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
