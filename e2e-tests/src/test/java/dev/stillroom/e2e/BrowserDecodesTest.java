package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Popup;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a system without libvips the browser decodes what Java cannot. */
class BrowserDecodesTest {

  @TempDir Path directory;

  @Test
  void aWebpAndAnAvifBecomeJpegsUprightAndWhatWasLostIsSaid() throws IOException {
    DecodedPictures pictures = new DecodedPictures(directory);
    try (Scene scene = Scene.withoutLibvips()) {
      for (Path picture : pictures.bake()) {
        DecodedPictures.putUp(scene.site(), picture);
        scene.person().visit(scene.site().url(DecodedPictures.HOST, "/get"));
        String name = picture.getFileName().toString();
        Path file = scene.person().download(name);
        Popup popup = scene.person().popup();
        Locator row = popup.await(popup.download(name), "the popup's row of " + name);
        popup.press(row, "Convert to JPEG");
        pictures.check(picture, file, scene.awaitJpeg(file));
        Locator said = row.locator(DecodedPictures.LOST);
        scene.person().until("the row to say what was lost", () -> said.count() > 0);
        assertTrue(said.first().isVisible(), name);
      }
      FoldersScene.look(scene.person().popup().page(), "decoded", 360, 480);
    }
  }
}
