package dev.stillroom.installers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The extension as the stores take it: the same bytes for the same files, wherever it is built. */
final class ExtensionArchives {

  /** The oldest day a zip can name: when a file was built is nobody's concern. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ExtensionArchives() {}

  static void zip(Path extension, Path archive) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(extension)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Files.createDirectories(archive.getParent());
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(extension.relativize(file).toString().replace('\\', '/'));
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
