package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program is replaced, or told to stop, while a browser is connected. */
class UpgradedInPlaceTest {

  @Test
  void whatIsDownloadedWhileTheProgramIsReplacedIsRecordedOnce() throws IOException {
    Path program = Files.createTempDirectory("still-program");
    Path image = laidOut(program.resolve("image"));
    try (Scene scene = Scene.agreed(image)) {
      scene.download(Scene.SHOP, "cup-0.webp");
      scene.awaitRow("cup-0.webp");
      ProcessHandle old = scene.stage().engine().orElseThrow();

      // As a package manager does it: the old files away, the new ones in their place.
      Files.move(image, program.resolve("old"));
      scene.download(Scene.SHOP, "cup-1.webp");
      laidOut(image);
      assertTrue(scene.stage().stillroom("stop").startsWith("ended the engine"));
      scene.download(Scene.SHOP, "cup-2.webp");

      scene.awaitRow("cup-1.webp");
      scene.awaitRow("cup-2.webp");
      assertEquals(3, scene.events().size());
      assertNotEquals(old.pid(), scene.stage().engine().orElseThrow().pid());
      scene.stage().stillroom("stop");
    } finally {
      try (Stream<Path> all = Files.walk(program)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void stoppingWhatDoesNotRunSaysSo() throws IOException {
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      assertTrue(stage.stillroom("stop").startsWith("no engine runs for"));
    }
  }

  /**
   * The built image under another path: links to its parts, but for what is found by its own path.
   */
  private static Path laidOut(Path image) throws IOException {
    Path built = Stage.imageOfBuild();
    Files.createDirectories(image.resolve("bin"));
    try (Stream<Path> parts = Files.list(built)) {
      for (Path part : parts.filter(one -> !one.endsWith("bin")).toList()) {
        Files.createSymbolicLink(image.resolve(part.getFileName()), part);
      }
    }
    try (Stream<Path> scripts = Files.list(built.resolve("bin"))) {
      for (Path script : scripts.toList()) {
        Files.copy(
            script,
            image.resolve("bin").resolve(script.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return image;
  }
}
