package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.job.JobFailure;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What Java itself can convert, where the system has no libvips: JPEG, PNG, GIF and TIFF to JPEG
 * and PNG, upright and in the usual colours. Camera data is not carried over; a picture whose
 * colours would change is refused.
 */
final class PlainConversion {

  /** Added to a refusal: the one thing to do about it. */
  private static final String REMEDY = ": install the package libvips42";

  /** The same of what a connected browser could read. */
  private static final String BROWSER = ", or convert it in the popup, where the browser reads it";

  /**
   * @param encoded the new picture's bytes
   * @param width of it, upright, in pixels
   */
  record Converted(byte[] encoded, int width, int height, boolean alpha, PictureFacts facts) {}

  private PlainConversion() {}

  static boolean reads(PictureFormat format) {
    return switch (format) {
      case JPEG, PNG, GIF, TIFF -> true;
      case WEBP, AVIF, HEIC, BMP, JXL -> false;
    };
  }

  static boolean writes(PictureFormat format) {
    return format == PictureFormat.JPEG || format == PictureFormat.PNG;
  }

  static Converted convert(
      byte[] bytes, PictureFormat from, Goal goal, int quality, Conversion.Limits limits)
      throws JobFailure {
    PictureFormat to = goal.format();
    if (!reads(from) || !writes(to)) {
      boolean browser = writes(to) && (from == PictureFormat.WEBP || from == PictureFormat.AVIF);
      throw new JobFailure(
          from.symbol()
              + " to "
              + to.symbol()
              + " cannot be done without libvips"
              + REMEDY
              + (browser ? BROWSER : ""));
    }
    PictureFacts facts = PictureFacts.of(bytes, from);
    if (facts.profile() && from != PictureFormat.JPEG) {
      throw new JobFailure("its colour profile would be lost without libvips" + REMEDY);
    }
    return convert(bytes, facts, facts.orientation(), goal, quality, limits);
  }

  /**
   * The same of pixels that a browser decoded and turned upright.
   *
   * @param png what it made of the picture
   * @param bytes the picture itself
   */
  static Converted ofDecoded(
      byte[] png,
      byte[] bytes,
      PictureFormat from,
      Goal goal,
      int quality,
      Conversion.Limits limits)
      throws JobFailure {
    if (!writes(goal.format())) {
      throw new JobFailure(goal.format().symbol() + " cannot be written without libvips" + REMEDY);
    }
    if (PictureFormat.sniff(png).filter(PictureFormat.PNG::equals).isEmpty()) {
      throw new JobFailure("what the browser made of it is no PNG: not kept");
    }
    return convert(png, PictureFacts.of(bytes, from), 1, goal, quality, limits);
  }

  private static Converted convert(
      byte[] bytes,
      PictureFacts facts,
      int turned,
      Goal goal,
      int quality,
      Conversion.Limits limits)
      throws JobFailure {
    PictureFormat to = goal.format();
    if (facts.animated()) {
      throw new JobFailure("it is animated or has several pages: left alone");
    }
    System.setProperty("java.awt.headless", "true"); // Nothing is shown anywhere.
    try {
      BufferedImage read = read(bytes, limits);
      BufferedImage upright = atMost(goal.side(), upright(read, turned, to));
      byte[] encoded = write(upright, to, quality);
      BufferedImage again = read(encoded, limits);
      if (again.getWidth() != upright.getWidth() || again.getHeight() != upright.getHeight()) {
        throw new JobFailure("the result has another size: not kept");
      }
      return new Converted(
          encoded, upright.getWidth(), upright.getHeight(), read.getColorModel().hasAlpha(), facts);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      throw new JobFailure("it is damaged: " + broken.getMessage(), broken);
    }
  }

  private static BufferedImage read(byte[] bytes, Conversion.Limits limits)
      throws IOException, JobFailure {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new JobFailure("Java has no reader for it" + REMEDY);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > limits.pixels()) {
          throw new JobFailure(
              pixels + " pixels are more than " + limits.pixels() + ": left alone");
        }
        if (reader.getNumImages(true) > 1) {
          throw new JobFailure("it is animated or has several pages: left alone");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Turned as EXIF says; on white where the target has no transparency. */
  private static BufferedImage upright(BufferedImage read, int orientation, PictureFormat to) {
    int w = read.getWidth();
    int h = read.getHeight();
    boolean lying = orientation >= 5;
    boolean alpha = read.getColorModel().hasAlpha() && to == PictureFormat.PNG;
    BufferedImage made =
        new BufferedImage(
            lying ? h : w,
            lying ? w : h,
            alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> new AffineTransform();
        };
    Graphics2D graphics = made.createGraphics();
    try {
      if (!alpha) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, made.getWidth(), made.getHeight());
      }
      graphics.drawImage(read, turn, null);
    } finally {
      graphics.dispose();
    }
    return made;
  }

  /** Smaller by halves and a last step, each with its neighbours' colours mixed in. */
  private static BufferedImage atMost(@Nullable Integer side, BufferedImage picture) {
    int longer = Math.max(picture.getWidth(), picture.getHeight());
    if (side == null || longer <= side) {
      return picture;
    }
    double scale = Math.max(0.5, (double) side / longer);
    BufferedImage made =
        new BufferedImage(
            scaled(picture.getWidth(), scale),
            scaled(picture.getHeight(), scale),
            picture.getType());
    Graphics2D graphics = made.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(picture, 0, 0, made.getWidth(), made.getHeight(), null);
    } finally {
      graphics.dispose();
    }
    return atMost(side, made);
  }

  private static int scaled(int length, double scale) {
    return (int) Math.max(1, Math.round(length * scale));
  }

  private static byte[] write(BufferedImage image, PictureFormat to, int quality)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(to.symbol()).next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (to == PictureFormat.JPEG) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
