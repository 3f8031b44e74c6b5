package dev.stillroom.e2e.pictures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a picture file says of itself, read from its bytes and by no code of the product's: the
 * judge must not share the judged one's mistakes.
 *
 * @param width stored, in pixels
 * @param height stored, in pixels
 * @param orientation EXIF's, 1 where there is none
 * @param icc the profile's digest, or null
 */
public record Look(
    String format, int width, int height, int orientation, String icc, boolean alpha) {

  /** The width as a viewer shows it. */
  public int shownWidth() {
    return orientation >= 5 ? height : width;
  }

  /** The height as a viewer shows it. */
  public int shownHeight() {
    return orientation >= 5 ? width : height;
  }

  /**
   * @throws IOException when it is neither JPEG, PNG nor WebP, or is cut short
   */
  public static Look at(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
        return webp(bytes);
      }
      if (bytes.length > 3 && (bytes[0] & 255) == 0xFF && (bytes[1] & 255) == 0xD8) {
        return jpeg(bytes);
      }
      if (startsWith(bytes, 1, "PNG")) {
        ByteBuffer png = ByteBuffer.wrap(bytes);
        return new Look("png", png.getInt(16), png.getInt(20), 1, null, (bytes[25] & 4) != 0);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException cut) {
      throw new IOException(file + " is cut short", cut);
    }
    throw new IOException(file + " is neither JPEG, PNG nor WebP");
  }

  private static Look webp(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int width = 0;
    int height = 0;
    int orientation = 1;
    String icc = null;
    boolean alpha = false;
    for (int at = 12; at + 8 <= bytes.length; ) {
      String chunk = new String(bytes, at, 4, StandardCharsets.US_ASCII);
      int length = in.getInt(at + 4);
      int data = at + 8;
      switch (chunk) {
        case "VP8X" -> alpha = (bytes[data] & 0x10) != 0;
        case "VP8 " -> {
          width = in.getShort(data + 6) & 0x3FFF;
          height = in.getShort(data + 8) & 0x3FFF;
        }
        case "VP8L" -> {
          int packed = in.getInt(data + 1);
          width = (packed & 0x3FFF) + 1;
          height = (packed >> 14 & 0x3FFF) + 1;
          alpha |= (packed >> 28 & 1) != 0;
        }
        case "ICCP" -> icc = Digests.of(Arrays.copyOfRange(bytes, data, data + length));
        case "EXIF" -> orientation = orientation(Arrays.copyOfRange(bytes, data, data + length));
        default -> {
          // Frames and text are of no concern here.
        }
      }
      at = data + length + (length & 1);
    }
    return new Look("webp", width, height, orientation, icc, alpha);
  }

  private static Look jpeg(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int orientation = 1;
    byte[] icc = new byte[0];
    int at = 2;
    while (true) {
      int marker = in.getShort(at) & 0xFFFF;
      int length = in.getShort(at + 2) & 0xFFFF;
      int data = at + 4;
      int end = at + 2 + length;
      if (marker == 0xFFE1 && startsWith(bytes, data, "Exif")) {
        orientation = orientation(Arrays.copyOfRange(bytes, data + 6, end));
      } else if (marker == 0xFFE2 && startsWith(bytes, data, "ICC_PROFILE")) {
        int had = icc.length;
        icc = Arrays.copyOf(icc, had + end - data - 14);
        System.arraycopy(bytes, data + 14, icc, had, end - data - 14);
      } else if (marker >= 0xFFC0 && marker <= 0xFFC2) {
        return new Look(
            "jpeg",
            in.getShort(data + 3) & 0xFFFF,
            in.getShort(data + 1) & 0xFFFF,
            orientation,
            icc.length == 0 ? null : Digests.of(icc),
            false);
      }
      at = end;
    }
  }

  private static int orientation(byte[] exif) {
    // libvips writes WebP's chunk with JPEG's prefix, cwebp without.
    byte[] tiff = startsWith(exif, 0, "Exif") ? Arrays.copyOfRange(exif, 6, exif.length) : exif;
    ByteBuffer in =
        ByteBuffer.wrap(tiff)
            .order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    for (int i = 0; i < in.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (in.getShort(entry) == 0x0112) {
        return in.getShort(entry + 8);
      }
    }
    return 1;
  }

  private static boolean startsWith(byte[] bytes, int at, String text) {
    return bytes.length >= at + text.length()
        && new String(bytes, at, text.length(), StandardCharsets.US_ASCII).equals(text);
  }
}
