package dev.stillroom.host.watch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The longer side of a picture, from the few bytes of its header that say so; nothing is decoded.
 * Of JPEG, PNG, WebP and GIF; what is odd has no size.
 */
final class PictureSize {

  /** So far a JPEG is searched for its frame, in bytes: camera data stands before it. */
  private static final int JPEG_HEADER = 1 << 20;

  /**
   * Lengths of the longer side that people ask programs for. Others come about by a percentage or a
   * crop, are different each time and would make a habit look like none.
   */
  private static final Set<Integer> CHOSEN =
      Set.of(
          256, 300, 320, 400, 480, 500, 512, 600, 640, 720, 750, 768, 800, 900, 960, 1000, 1024,
          1080, 1200, 1280, 1400, 1440, 1500, 1600, 1800, 1920, 2000, 2048, 2400, 2500, 2560, 3000,
          3200, 3840, 4000, 4096);

  private PictureSize() {}

  /** The longer side that a conversion was made for; empty where it was not, or nobody can tell. */
  static Optional<Integer> chosen(Path original, Path result) {
    Optional<Integer> before = longerSide(original);
    Optional<Integer> after = longerSide(result);
    return after.filter(side -> before.isPresent() && side < before.get() && CHOSEN.contains(side));
  }

  /** In pixels; empty where the header does not say. */
  static Optional<Integer> longerSide(Path file) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)))) {
      in.mark(PictureFormat.SNIFFED_BYTES);
      byte[] head = in.readNBytes(32);
      in.reset();
      Optional<PictureFormat> format = PictureFormat.sniff(head);
      if (format.isEmpty() || head.length < 32) {
        return Optional.empty();
      }
      int side =
          switch (format.get()) {
            case PNG -> Math.max(big(head, 16), big(head, 20));
            case GIF -> Math.max(little(head, 6, 2), little(head, 8, 2));
            case WEBP -> webp(head);
            case JPEG -> jpeg(in);
            case TIFF, AVIF, HEIC, BMP, JXL -> 0;
          };
      return side > 0 ? Optional.of(side) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static int webp(byte[] head) {
    String chunk = new String(head, 12, 4, StandardCharsets.US_ASCII);
    return switch (chunk) {
      case "VP8 " -> Math.max(little(head, 26, 2) & 0x3FFF, little(head, 28, 2) & 0x3FFF);
      case "VP8L" -> {
        int bits = little(head, 21, 4);
        yield Math.max((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
      }
      case "VP8X" -> Math.max(little(head, 24, 3) + 1, little(head, 27, 3) + 1);
      default -> 0;
    };
  }

  /** Goes from segment to segment to the frame's, which begins with the size. */
  private static int jpeg(DataInputStream in) throws IOException {
    in.skipNBytes(2);
    for (int read = 0; read < JPEG_HEADER; ) {
      if (in.readUnsignedByte() != 0xFF) {
        return 0;
      }
      int marker = in.readUnsignedByte();
      int length = in.readUnsignedShort();
      if (length < 2) {
        return 0;
      }
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        in.skipNBytes(1);
        return Math.max(in.readUnsignedShort(), in.readUnsignedShort());
      }
      in.skipNBytes(length - 2L);
      read += length + 2;
    }
    return 0;
  }

  private static int big(byte[] head, int at) {
    return (head[at] & 0xFF) << 24
        | (head[at + 1] & 0xFF) << 16
        | (head[at + 2] & 0xFF) << 8
        | head[at + 3] & 0xFF;
  }

  private static int little(byte[] head, int at, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (head[at + i] & 0xFF) << 8 * i;
    }
    return value;
  }
}
