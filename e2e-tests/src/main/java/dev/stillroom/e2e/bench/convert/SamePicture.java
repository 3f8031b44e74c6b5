package dev.stillroom.e2e.bench.convert;

import dev.stillroom.e2e.pictures.Tool;
import dev.stillroom.host.watch.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Whether another program sees the same picture: means of sixteenths, turned and on white. */
public final class SamePicture {

  /** How far a result's mean colour in a sixteenth may be from another program's, of 255. */
  private static final double SAME_COLOUR = 12;

  private static final int SIDE = 4;

  private SamePicture() {}

  static boolean inBoth(Path source, Path made) throws IOException {
    Optional<Path> magick = Tool.find("convert-im6.q16").or(() -> Tool.find("magick"));
    if (magick.isEmpty()) {
      return true;
    }
    String scratch = made.getFileName().toString();
    double worst =
        farthest(
            read(magick.get(), source, made.resolveSibling(scratch + ".theirs.png")),
            read(magick.get(), made, made.resolveSibling(scratch + ".ours.png")));
    if (worst > SAME_COLOUR) {
      System.err.printf(
          Locale.ROOT, "bench convert: %s differs by %.0f%n", source.getFileName(), worst);
    }
    return worst <= SAME_COLOUR;
  }

  /** How far the mean colours of two pictures' sixteenths are from each other at most, of 255. */
  public static double farthest(BufferedImage one, BufferedImage other) {
    double[] ours = small(one);
    double[] theirs = small(other);
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
    }
    return worst;
  }

  /** A file as that program reads it. */
  private static BufferedImage read(Path magick, Path file, Path scratch) throws IOException {
    List<String> command = new ArrayList<>(List.of(magick.toString(), file + "[0]"));
    if (PictureFormat.ofContent(file).equals(Optional.of(PictureFormat.PNG))) {
      // As Pillow, the reference, and libvips read it: a PNG's gamma is not applied.
      command.addAll(List.of("-set", "colorspace", "sRGB"));
    }
    command.addAll(List.of("-auto-orient", "-background", "white", "-flatten"));
    command.addAll(List.of("-colorspace", "sRGB", "-depth", "8", "PNG24:" + scratch));
    Tool.run(command.toArray(String[]::new));
    BufferedImage picture = ImageIO.read(scratch.toFile());
    Files.delete(scratch);
    return picture;
  }

  private static double[] small(BufferedImage picture) {
    double[] sums = new double[SIDE * SIDE * 3];
    int[] counts = new int[SIDE * SIDE];
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int part = y * SIDE / picture.getHeight() * SIDE + x * SIDE / picture.getWidth();
        int rgb = picture.getRGB(x, y);
        counts[part]++;
        for (int band = 0; band < 3; band++) {
          sums[part * 3 + band] += rgb >> 8 * band & 255;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i / 3]);
    }
    return sums;
  }
}
