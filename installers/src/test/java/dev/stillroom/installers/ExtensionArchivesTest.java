package dev.stillroom.installers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionArchivesTest {

  @TempDir private Path scratch;

  @Test
  void theSameFilesMakeTheSameBytesWheneverTheyWereBuilt() throws IOException {
    Path first = extension("first", List.of("manifest.json", "icons/16.png", "popup.js"));
    Path second = extension("second", List.of("popup.js", "icons/16.png", "manifest.json"));
    Files.setLastModifiedTime(
        second.resolve("popup.js"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

    ExtensionArchives.zip(first, scratch.resolve("first.zip"));
    ExtensionArchives.zip(second, scratch.resolve("second.zip"));

    assertArrayEquals(
        Files.readAllBytes(scratch.resolve("first.zip")),
        Files.readAllBytes(scratch.resolve("second.zip")));
  }

  @Test
  void theManifestStandsAtTheTopAsTheStoresWantIt() throws IOException {
    ExtensionArchives.zip(
        extension("one", List.of("manifest.json", "icons/16.png")), scratch.resolve("one.xpi"));

    try (ZipFile zip = new ZipFile(scratch.resolve("one.xpi").toFile())) {
      assertEquals(
          List.of("icons/16.png", "manifest.json"), zip.stream().map(ZipEntry::getName).toList());
    }
  }

  private Path extension(String name, List<String> files) throws IOException {
    Path directory = scratch.resolve(name);
    for (String file : files) {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.writeString(directory.resolve(file), "content of " + file);
    }
    return directory;
  }
}
