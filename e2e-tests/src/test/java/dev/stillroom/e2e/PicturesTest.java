package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.pictures.Look;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.pictures.Recipe.Trait;
import dev.stillroom.e2e.pictures.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

  @TempDir Path directory;

  private Picture bake(Recipe recipe) throws IOException {
    return new Pictures(directory).bake(List.of(recipe)).get(recipe.name());
  }

  @Test
  void theSameRecipeGivesTheSamePictureAndAnotherSeedAnother() throws IOException {
    Recipe recipe = Recipe.photo("a", Format.WEBP, 96, 64, 1);
    String first = bake(recipe).sha256();
    assertEquals(
        first,
        new Pictures(directory.resolve("other")).bake(List.of(recipe)).get("a.webp").sha256());
    assertTrue(!first.equals(bake(Recipe.photo("a", Format.WEBP, 96, 64, 2)).sha256()));
  }

  @Test
  void aTurnedPictureIsStoredOnItsSideAndSaysSo() throws IOException {
    for (Format format : List.of(Format.WEBP, Format.JPEG)) {
      Look look = Look.at(bake(Recipe.photo("t", format, 120, 200, 3).with(Trait.TURNED)).file());
      assertEquals(6, look.orientation());
      assertEquals(200, look.width());
      assertEquals(120, look.shownWidth());
    }
  }

  @Test
  void aWideGamutPictureCarriesItsProfileThroughAnotherEncoder() throws IOException {
    Picture picture =
        bake(Recipe.photo("w", Format.WEBP, 90, 60, 4).with(Trait.WIDE_GAMUT, Trait.TURNED));
    Look look = Look.at(picture.file());
    assertNotNull(look.icc());
    Path jpeg = directory.resolve("w.jpg");
    Tool.run("vips", "copy", picture.file().toString(), jpeg.toString());
    Look after = Look.at(jpeg);
    assertEquals(look.icc(), after.icc());
    assertEquals(90, after.shownWidth());
    assertEquals(60, after.shownHeight());
  }

  @Test
  void aCutoutIsTransparentAndLosslessWebpIsRead() throws IOException {
    assertTrue(Look.at(bake(Recipe.cutout("c", Format.WEBP, 80, 80, 5)).file()).alpha());
    Look lossless = Look.at(bake(Recipe.chart("l", Format.WEBP_LOSSLESS, 80, 60, 6)).file());
    assertEquals(80, lossless.width());
    assertEquals(60, lossless.height());
    assertEquals("png", Look.at(bake(Recipe.chart("p", Format.PNG, 80, 60, 6)).file()).format());
  }
}
