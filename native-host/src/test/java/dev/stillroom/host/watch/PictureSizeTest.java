package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes from headers, also from hostile ones. */
class PictureSizeTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif"})
  void theLongerSideStandsInTheHeader(String format) throws IOException {
    for (int height : new int[] {40, 700}) {
      Path file = folder.resolve("a" + height + "." + format);
      BufferedImage picture = new BufferedImage(321, height, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(picture, format, file.toFile());
      assertEquals(Optional.of(Math.max(321, height)), PictureSize.longerSide(file));
    }
  }

  @ParameterizedTest
  @CsvSource({"'VP8 ', 1600", "VP8L, 800", "VP8X, 4000"})
  void aWebpSaysItInOneOfThreeWays(String chunk, int side) throws IOException {
    byte[] file = new byte[64];
    System.arraycopy("RIFF".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
    System.arraycopy("WEBP".getBytes(StandardCharsets.US_ASCII), 0, file, 8, 4);
    System.arraycopy(chunk.getBytes(StandardCharsets.US_ASCII), 0, file, 12, 4);
    place(file, chunk, side);
    assertEquals(
        Optional.of(side), PictureSize.longerSide(Files.write(folder.resolve("a.webp"), file)));
  }

  private static void place(byte[] file, String chunk, int side) {
    switch (chunk) {
      case "VP8 " -> little(file, 26, side, 2);
      case "VP8L" -> little(file, 21, side - 1, 4);
      default -> little(file, 24, side - 1, 3);
    }
  }

  private static void little(byte[] file, int at, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      file[at + i] = (byte) (value >> 8 * i);
    }
  }

  @Test
  void garbageHasNoSizeAndEndsNothing() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      byte[] head = Desk.head(i % 3 == 0 ? "jpeg" : i % 3 == 1 ? "png" : "webp");
      System.arraycopy(head, 0, bytes, 0, Math.min(head.length, bytes.length));
      Path file = Files.write(folder.resolve("a"), bytes);
      PictureSize.longerSide(file).ifPresent(side -> assertEquals(true, side > 0));
    }
    assertEquals(Optional.empty(), PictureSize.longerSide(folder.resolve("none.png")));
  }
}
