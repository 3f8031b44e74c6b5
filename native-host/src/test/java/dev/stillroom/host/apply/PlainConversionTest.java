package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.job.JobFailure;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversions on a system without libvips. */
class PlainConversionTest {

  private static final int WIDTH = 64;
  private static final int HEIGHT = 32;

  /** Red on the left, blue on the right; transparent below where that is wanted. */
  private static byte[] picture(String format, boolean alpha) throws IOException {
    BufferedImage image =
        new BufferedImage(
            WIDTH, HEIGHT, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < WIDTH; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        boolean clear = alpha && y >= HEIGHT / 2;
        image.setRGB(x, y, clear ? 0 : (x < WIDTH / 2 ? Color.RED : Color.BLUE).getRGB());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  /** The same JPEG with an EXIF that says how it lies. */
  private static byte[] lying(byte[] jpeg, int orientation) {
    ByteBuffer made = ByteBuffer.allocate(jpeg.length + 36);
    made.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) 34);
    made.put("Exif\0\0".getBytes()).put("MM".getBytes()).putShort((short) 42).putInt(8);
    made.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    made.putShort((short) orientation).putShort((short) 0).putInt(0);
    return made.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A PNG with one more chunk after its header. */
  private static byte[] with(byte[] png, String chunk, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(chunk.getBytes());
    crc.update(content);
    ByteBuffer made = ByteBuffer.allocate(png.length + 12 + content.length);
    made.put(png, 0, 33).putInt(content.length).put(chunk.getBytes()).put(content);
    return made.putInt((int) crc.getValue()).put(png, 33, png.length - 33).array();
  }

  private static PlainConversion.Converted convert(
      byte[] bytes, PictureFormat from, PictureFormat to) throws JobFailure {
    return PlainConversion.convert(bytes, from, new Goal(to, null), 90, Conversion.Limits.USUAL);
  }

  @Test
  void withoutLibvipsPicturesAreMadeSmallerToo() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1000, 500, BufferedImage.TYPE_INT_RGB), "png", png);
    PlainConversion.Converted small =
        PlainConversion.convert(
            png.toByteArray(),
            PictureFormat.PNG,
            new Goal(PictureFormat.JPEG, 320),
            90,
            Conversion.Limits.USUAL);
    assertEquals(320, small.width());
    assertEquals(160, small.height());
  }

  private static Color at(byte[] bytes, int x, int y) throws IOException {
    return new Color(ImageIO.read(new ByteArrayInputStream(bytes)).getRGB(x, y));
  }

  private static void assertNear(Color expected, Color actual) {
    int worst =
        Math.max(
            Math.abs(expected.getRed() - actual.getRed()),
            Math.max(
                Math.abs(expected.getGreen() - actual.getGreen()),
                Math.abs(expected.getBlue() - actual.getBlue())));
    assertTrue(worst < 12, actual + " instead of " + expected);
  }

  @ParameterizedTest
  @CsvSource({"PNG, JPEG", "GIF, JPEG", "TIFF, PNG", "JPEG, PNG"})
  void aPictureKeepsItsSizeAndColours(PictureFormat from, PictureFormat to) throws Exception {
    PlainConversion.Converted made = convert(picture(from.symbol(), false), from, to);
    assertEquals(WIDTH, made.width());
    assertEquals(HEIGHT, made.height());
    assertNear(Color.RED, at(made.encoded(), 5, 5));
    assertNear(Color.BLUE, at(made.encoded(), WIDTH - 5, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 5",
    "2, 58, 5",
    "3, 58, 26",
    "4, 5, 26",
    "5, 5, 5",
    "6, 26, 5",
    "7, 26, 58",
    "8, 5, 58"
  })
  void aTurnedPictureIsUpright(int orientation, int x, int y) throws Exception {
    byte[] jpeg = lying(picture("jpeg", false), orientation);
    PlainConversion.Converted made = convert(jpeg, PictureFormat.JPEG, PictureFormat.PNG);
    assertEquals(orientation >= 5 ? HEIGHT : WIDTH, made.width());
    assertEquals(orientation, made.facts().orientation());
    assertNear(Color.RED, at(made.encoded(), x, y));
  }

  @Test
  void transparencyBecomesWhite() throws Exception {
    PlainConversion.Converted made =
        convert(picture("png", true), PictureFormat.PNG, PictureFormat.JPEG);
    assertTrue(made.alpha());
    assertNear(Color.WHITE, at(made.encoded(), 5, HEIGHT - 3));
    assertNear(Color.RED, at(made.encoded(), 5, 3));
  }

  @Test
  void whatWouldLoseItsColoursOrItsMotionIsLeftAlone() throws Exception {
    byte[] png = picture("png", false);
    for (String chunk : new String[] {"iCCP", "acTL"}) {
      byte[] more = with(png, chunk, new byte[8]);
      assertThrows(
          JobFailure.class, () -> convert(more, PictureFormat.PNG, PictureFormat.JPEG), chunk);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WEBP", "AVIF", "HEIC"})
  void whatJavaCannotReadNamesItsRemedy(PictureFormat format) {
    JobFailure failure =
        assertThrows(JobFailure.class, () -> convert(new byte[100], format, PictureFormat.JPEG));
    assertTrue(failure.getMessage().contains("libvips42"), failure.getMessage());
  }

  @Test
  void aBombIsRefusedByItsHeader() throws Exception {
    byte[] png = picture("png", false);
    Conversion.Limits few = new Conversion.Limits(100, 1_000_000, 1_000_000);
    assertThrows(
        JobFailure.class,
        () ->
            PlainConversion.convert(
                png, PictureFormat.PNG, new Goal(PictureFormat.JPEG, null), 90, few));
  }

  @Test
  void damagedPicturesEndInOneSentence() throws Exception {
    Random random = new Random(7);
    for (String format : new String[] {"png", "jpeg", "gif", "tiff"}) {
      PictureFormat from = PictureFormat.valueOf(format.toUpperCase());
      byte[] whole = picture(format, false);
      for (int i = 0; i < 100; i++) {
        byte[] damaged = whole.clone();
        for (int n = 0; n < 5; n++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          convert(
              damaged, from, from == PictureFormat.PNG ? PictureFormat.JPEG : PictureFormat.PNG);
        } catch (JobFailure refused) {
          assertTrue(!refused.getMessage().isBlank());
        }
      }
    }
  }
}
