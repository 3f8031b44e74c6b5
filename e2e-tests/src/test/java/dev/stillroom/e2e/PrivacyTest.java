package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivacyTest {

  @Test
  void aForgottenSiteIsInNoFileOfTheHome() throws IOException {
    try (Scene scene = Scene.agreed()) {
      scene.download(Scene.SHOP, "cup-0.webp");
      scene.download(Scene.BLOG, "cup-5.webp");
      scene.awaitRow("cup-0.webp");
      scene.awaitRow("cup-5.webp");
      assertTrue(
          !SceneFiles.holding(scene.stage().home(), Scene.BLOG).isEmpty(),
          "it was recorded at first");
      scene.ask("forget", "--site", Scene.BLOG, "--yes");
      assertEquals(List.of(), SceneFiles.holding(scene.stage().home(), Scene.BLOG));
      assertEquals(List.of(), SceneFiles.holding(scene.stage().home(), "cup-5"));
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
}
