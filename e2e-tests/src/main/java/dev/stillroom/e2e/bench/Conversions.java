package dev.stillroom.e2e.bench;

import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.pictures.Recipe.Trait;
import dev.stillroom.e2e.pictures.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One small and one large picture, WebP to JPEG, beside other programs in the same run. */
final class Conversions {

  /** Does one conversion. */
  @FunctionalInterface
  private interface Way {
    void convert(Path from, Path to) throws IOException;
  }

  private final Path image;
  private final boolean quick;

  Conversions(Path image, boolean quick) {
    this.image = image;
    this.quick = quick;
  }

  void measure(Table table) throws IOException {
    Map<String, Picture> pictures =
        Pictures.ofBuild()
            .bake(
                List.of(
                    Recipe.goods("small", Format.WEBP, 640, 480, 41),
                    Recipe.photo("large", Format.WEBP, 4000, 3000, 42)
                        .with(Trait.TURNED, Trait.WIDE_GAMUT)));
    try (Stage stage = Stage.set(image)) {
      for (Picture picture : pictures.values()) {
        time(table, "stillroom convert", picture, stage, ours(stage));
        if (Tool.find("vips").isPresent()) {
          time(
              table,
              "vips copy",
              picture,
              stage,
              (from, to) -> Tool.run("vips", "copy", from.toString(), to.toString()));
        }
        if (Tool.find("convert").isPresent()) {
          time(
              table,
              "ImageMagick convert",
              picture,
              stage,
              (from, to) -> Tool.run("convert", from.toString(), to.toString()));
        }
      }
    }
  }

  /** The command converts into a directory, under the original's name. */
  private static Way ours(Stage stage) {
    return (from, to) ->
        stage.stillroom(
            "convert", from.toString(), "--to", "jpeg", "--out", to.getParent().toString());
  }

  private void time(Table table, String who, Picture picture, Stage stage, Way way)
      throws IOException {
    Path from = stage.downloads().resolve(picture.name());
    Files.copy(picture.file(), from, StandardCopyOption.REPLACE_EXISTING);
    Path to = stage.downloads().resolve("out").resolve(picture.name().replace(".webp", ".jpg"));
    Files.createDirectories(to.getParent());
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < (quick ? 3 : 7); i++) {
      Files.deleteIfExists(to);
      long began = System.nanoTime();
      way.convert(from, to);
      millis.add((System.nanoTime() - began) / 1e6);
      if (!Files.exists(to)) {
        throw new IOException(who + " made no " + to);
      }
    }
    table.peer(
        "WebP to JPEG, "
            + picture.recipe().width()
            + " × "
            + picture.recipe().height()
            + ", "
            + who,
        "ms",
        HostProcess.median(millis),
        "median of " + millis.size() + ", the program's start included");
  }
}
