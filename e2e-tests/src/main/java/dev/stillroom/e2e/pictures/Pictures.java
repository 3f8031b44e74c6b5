package dev.stillroom.e2e.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes the fixtures: drawn here, encoded by real encoders (cwebp for WebP, the JDK's for JPEG and
 * PNG). What a recipe gave once is kept under the recipe's digest and used again.
 */
public final class Pictures {

  /** Raised when the same recipe would no longer give the same picture. */
  private static final int VERSION = 1;

  private static final float JPEG_QUALITY = 0.88f;

  private final Path cache;

  public Pictures(Path cache) {
    this.cache = cache;
  }

  /** Pictures kept beside this module's classes, so that cleaning the build removes them. */
  public static Pictures ofBuild() {
    try {
      Path classes =
          Path.of(Pictures.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Pictures(classes.resolveSibling("pictures"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the classes' own place is no path: " + e.getInput(), e);
    }
  }

  /** Makes every picture that is not there yet, on all processors; in the order of the recipes. */
  public Map<String, Picture> bake(List<Recipe> recipes) throws IOException {
    Files.createDirectories(cache);
    try (ExecutorService cooks =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Picture>> pictures = new ArrayList<>();
      for (Recipe recipe : recipes) {
        pictures.add(cooks.submit(() -> bake(recipe)));
      }
      Map<String, Picture> byName = new LinkedHashMap<>();
      for (Future<Picture> picture : pictures) {
        byName.put(picture.get().name(), picture.get());
      }
      return byName;
    } catch (ExecutionException e) {
      throw new IOException("cannot make the pictures: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making the pictures", e);
    }
  }

  private Picture bake(Recipe recipe) throws IOException {
    String key = Digests.of(VERSION + " " + sorted(recipe)).substring(0, 16);
    Path file = cache.resolve(key + "." + recipe.format().extension());
    if (!Files.exists(file)) {
      // Under a name of its own first: two test runs may bake the same picture at once.
      Path temporary = cache.resolve(key + "-" + UUID.randomUUID());
      encode(recipe, temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Picture(recipe, file, Digests.of(file), Files.size(file));
  }

  /** A set's order is not the same in every process; the key must be. */
  private static String sorted(Recipe recipe) {
    return recipe.with() + " " + recipe.traits().stream().sorted().toList();
  }

  private static void encode(Recipe recipe, Path to) throws IOException {
    BufferedImage image = Painter.paint(recipe);
    boolean turned = recipe.traits().contains(Recipe.Trait.TURNED);
    byte[] exif = turned ? Metadata.exif(6) : null;
    byte[] icc = recipe.traits().contains(Recipe.Trait.WIDE_GAMUT) ? Metadata.displayP3() : null;
    if (turned) {
      image = onItsSide(image);
    }
    switch (recipe.format()) {
      case JPEG -> Files.write(to, Metadata.intoJpeg(jpeg(image, JPEG_QUALITY), exif, icc));
      case PNG -> Files.write(to, png(image));
      case WEBP, WEBP_LOSSLESS -> webp(recipe, image, exif, icc, to);
    }
  }

  private static void webp(Recipe recipe, BufferedImage image, byte[] exif, byte[] icc, Path to)
      throws IOException {
    boolean alpha = image.getColorModel().hasAlpha();
    // cwebp takes EXIF and ICC over from a JPEG; transparency needs a PNG.
    Path source = to.resolveSibling(to.getFileName() + (alpha ? ".png" : ".jpg"));
    Files.write(source, alpha ? png(image) : Metadata.intoJpeg(jpeg(image, 0.97f), exif, icc));
    try {
      List<String> command = new ArrayList<>(List.of("cwebp", "-quiet", "-metadata", "all"));
      command.addAll(
          recipe.format() == Recipe.Format.WEBP_LOSSLESS
              ? List.of("-lossless", "-z", "1")
              : List.of("-q", "82", "-m", "1"));
      command.addAll(List.of(source.toString(), "-o", to.toString()));
      Tool.run(command.toArray(String[]::new));
    } finally {
      Files.delete(source);
    }
  }

  /** The stored pixels of a picture that orientation 6 turns clockwise into view. */
  private static BufferedImage onItsSide(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    BufferedImage side = new BufferedImage(height, width, image.getType());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        side.setRGB(y, width - 1 - x, image.getRGB(x, y));
      }
    }
    return side;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
