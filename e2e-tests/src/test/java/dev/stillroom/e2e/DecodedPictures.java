package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.bench.convert.SamePicture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.pictures.Recipe.Trait;
import dev.stillroom.e2e.pictures.Tool;
import dev.stillroom.e2e.site.Site;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures that Java cannot decode and a browser can, and what they have to become. */
final class DecodedPictures {

  static final String HOST = "judge.localhost";

  /** What the row of one says that was converted. */
  static final String LOST = ".row-state [title*='camera data and colour profile']";

  /** Of 255, between two decoders and after JPEG's loss. */
  private static final double SAME_COLOUR = 6;

  private final Path directory;

  /**
   * @param directory for what is made
   */
  DecodedPictures(Path directory) {
    this.directory = directory;
  }

  /** One that lies on its side, one of more bytes than fit into one frame, and an AVIF. */
  List<Path> bake() throws IOException {
    Path turned = baked(Recipe.photo("turned", Format.WEBP, 300, 500, 610).with(Trait.TURNED));
    Path large = baked(Recipe.photo("large", Format.WEBP_LOSSLESS, 1600, 1200, 611));
    Path avif = directory.resolve("wide.avif");
    Tool.run("vips", "copy", large.toString(), avif + "[compression=av1,Q=60,speed=8]");
    return List.of(turned, large, avif);
  }

  private static Path baked(Recipe recipe) throws IOException {
    return Pictures.ofBuild().bake(List.of(recipe)).values().iterator().next().file();
  }

  /** A page from which a picture can be downloaded, at the host. */
  static void putUp(Site site, Path picture) {
    String name = picture.getFileName().toString();
    site.putUp(
        HOST,
        "/get",
        "<!doctype html><title>Get</title><a download=\"%s\" href=\"%s\">Download %s</a>"
            .formatted(name, site.lend(picture), name));
  }

  /** That the JPEG shows what the picture shows, upright, and that the download is as it was. */
  void check(Path picture, Path download, Path jpeg) throws IOException {
    String name = picture.getFileName().toString();
    assertArrayEquals(Files.readAllBytes(picture), Files.readAllBytes(download), name);
    Path upright = directory.resolve(name + ".png");
    Tool.run("vips", "autorot", picture.toString(), upright.toString());
    BufferedImage wanted = ImageIO.read(upright.toFile());
    BufferedImage made = ImageIO.read(jpeg.toFile());
    assertEquals(wanted.getWidth(), made.getWidth(), name);
    assertEquals(wanted.getHeight(), made.getHeight(), name);
    double differs = SamePicture.farthest(wanted, made);
    assertTrue(differs < SAME_COLOUR, name + " differs by " + differs);
  }
}
