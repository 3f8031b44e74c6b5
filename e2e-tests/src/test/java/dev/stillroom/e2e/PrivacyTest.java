package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrivacyTest {

  @Test
  void aForgottenSiteIsInNoFileOfTheHome() throws IOException {
    try (Scene scene = Scene.agreed()) {
      scene.download(Scene.SHOP, "cup-0.webp");
      scene.download(Scene.BLOG, "cup-5.webp");
      scene.awaitRow("cup-0.webp");
      scene.awaitRow("cup-5.webp");
      assertTrue(!holding(scene.stage().home(), Scene.BLOG).isEmpty(), "it was recorded at first");
      scene.ask("forget", "--site", Scene.BLOG, "--yes");
      assertEquals(List.of(), holding(scene.stage().home(), Scene.BLOG));
      assertEquals(List.of(), holding(scene.stage().home(), "cup-5"));
      assertEquals(1, scene.events().size());
      assertTrue(Files.exists(scene.stage().downloads().resolve("cup-5.webp")), "files stay");
    }
  }

  @Test
  void beforeThePersonAgreedNothingIsRecorded() throws IOException {
    try (Scene scene = Scene.notYetAgreed()) {
      scene.download(Scene.SHOP, "cup-0.webp");
      scene.person().agree();
      scene.download(Scene.SHOP, "cup-1.webp");
      scene.awaitRow("cup-1.webp");
      assertEquals(1, scene.events().size());
    }
  }

  /** The files below a directory that hold a text in UTF-8 or UTF-16. */
  private static List<Path> holding(Path directory, String text) throws IOException {
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
    }
    return found;
  }
}
