package dev.stillroom.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        if (holds(file, text)) {
          found.add(directory.relativize(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static boolean holds(Path file, String text) throws IOException {
    try {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)
          .map(text::getBytes)
          .anyMatch(form -> bytes.contains(new String(form, StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException gone) {
      // The engine is at work: what it wrote for a moment may be gone.
      return false;
    }
  }
}
