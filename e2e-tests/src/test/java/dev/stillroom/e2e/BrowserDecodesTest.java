package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.pictures.Look;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.pictures.Recipe.Trait;
import dev.stillroom.e2e.pictures.Tool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a system without libvips the browser decodes what Java cannot. */
class BrowserDecodesTest {

  private static final String TABLE = "judge.localhost";

  @TempDir Path directory;

  private static Path baked(Recipe recipe) throws IOException {
    return Pictures.ofBuild().bake(List.of(recipe)).values().iterator().next().file();
  }

  @Test
  void aWebpAndAnAvifBecomeJpegsUprightAndWhatWasLostIsSaid() throws IOException {
    Path webp = baked(Recipe.photo("turned", Format.WEBP, 300, 500, 610).with(Trait.TURNED));
    // More bytes than fit into one frame, either way.
    Path large = baked(Recipe.photo("large", Format.WEBP_LOSSLESS, 1600, 1200, 611));
    Path avif = directory.resolve("wide.avif");
    Tool.run("vips", "copy", large.toString(), avif + "[compression=av1,Q=60,speed=8]");
    try (Scene scene = Scene.withoutLibvips()) {
      for (Path picture : List.of(webp, large, avif)) {
        converts(scene, picture);
      }
      FoldersScene.look(scene.person().popup().page(), "decoded", 360, 480);
    }
  }

  private static void converts(Scene scene, Path picture) throws IOException {
    String name = picture.getFileName().toString();
    String page = "<!doctype html><title>Get</title><a download=\"%s\" href=\"%s\">Download %s</a>";
    scene.site().putUp(TABLE, "/get", page.formatted(name, scene.site().lend(picture), name));
    scene.person().visit(scene.site().url(TABLE, "/get"));
    Path file = scene.person().download(name);
    byte[] before = Files.readAllBytes(file);
    Popup popup = scene.person().popup();
    Locator row = popup.await(popup.download(name), "the popup's row of " + name);
    popup.press(row, "Convert to JPEG");
    BufferedImage made = ImageIO.read(scene.awaitJpeg(file).toFile());
    boolean measured = !name.endsWith("avif");
    assertEquals(measured ? Look.at(file).shownWidth() : 1600, made.getWidth(), name);
    assertEquals(measured ? Look.at(file).shownHeight() : 1200, made.getHeight(), name);
    assertArrayEquals(before, Files.readAllBytes(file), name);
    Locator said = row.locator(".row-state [title*='camera data and colour profile']");
    scene.person().until("the row to say what was lost", () -> said.count() > 0);
    assertTrue(said.first().isVisible(), name);
  }
}
