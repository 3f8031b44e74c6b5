package dev.stillroom.host.apply;

import dev.stillroom.host.watch.PictureFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a picture's own headers say that Java's decoders do not: read with bounds, and nothing where
 * they are damaged.
 *
 * @param orientation by EXIF, 1 (upright) to 8
 * @param profile whether it carries a colour profile
 * @param exif whether it carries camera data
 * @param animated whether it has several frames
 */
record PictureFacts(int orientation, boolean profile, boolean exif, boolean animated) {

  private static final PictureFacts NONE = new PictureFacts(1, false, false, false);
  private static final int TAG_ORIENTATION = 0x0112;
  private static final int TAG_PROFILE = 0x8773;

  /** Bytes in which an AVIF describes itself. */
  private static final int AVIF_HEAD = 4_096;

  /** More entries than a directory of a picture has. */
  private static final int MOST_ENTRIES = 512;

  static PictureFacts of(byte[] bytes, PictureFormat format) {
    try {
      return switch (format) {
        case JPEG -> jpeg(ByteBuffer.wrap(bytes));
        case PNG -> png(ByteBuffer.wrap(bytes));
        case TIFF -> tiff(ByteBuffer.wrap(bytes), false);
        case GIF -> new PictureFacts(1, false, false, severalFrames(ByteBuffer.wrap(bytes)));
        case WEBP -> webp(ByteBuffer.wrap(bytes));
        case AVIF -> avif(ByteBuffer.wrap(bytes));
        case HEIC, BMP, JXL -> NONE;
      };
    } catch (RuntimeException damaged) {
      return NONE;
    }
  }

  private static PictureFacts jpeg(ByteBuffer bytes) {
    PictureFacts found = NONE;
    for (int at = 2; at + 4 <= bytes.limit() && (bytes.get(at) & 0xFF) == 0xFF; ) {
      int marker = bytes.get(at + 1) & 0xFF;
      if (marker == 0xDA) {
        break; // The pixels begin.
      }
      int length = Short.toUnsignedInt(bytes.getShort(at + 2));
      if (marker == 0xE1 && text(bytes, at + 4, 4).equals("Exif")) {
        PictureFacts exif = tiff(bytes.slice(at + 10, length - 8), true);
        found = new PictureFacts(exif.orientation(), found.profile(), true, false);
      } else if (marker == 0xE2 && text(bytes, at + 4, 11).equals("ICC_PROFILE")) {
        found = new PictureFacts(found.orientation(), true, found.exif(), false);
      }
      at += 2 + length;
    }
    return found;
  }

  private static PictureFacts png(ByteBuffer bytes) {
    PictureFacts found = NONE;
    for (long at = 8; at + 12 <= bytes.limit(); ) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at));
      switch (text(bytes, (int) at + 4, 4)) {
        case "eXIf" -> {
          PictureFacts exif = tiff(bytes.slice((int) at + 8, (int) length), true);
          found = new PictureFacts(exif.orientation(), found.profile(), true, found.animated());
        }
        case "iCCP" ->
            found = new PictureFacts(found.orientation(), true, found.exif(), found.animated());
        case "acTL" ->
            found = new PictureFacts(found.orientation(), found.profile(), found.exif(), true);
        default -> {
          // Pixels, and what says nothing of how they look.
        }
      }
      at += 12 + length;
    }
    return found;
  }

  /** The flags of an extended one; a plain one has nothing but pixels. */
  private static PictureFacts webp(ByteBuffer bytes) {
    if (!text(bytes, 12, 4).equals("VP8X")) {
      return NONE;
    }
    byte flags = bytes.get(20);
    return new PictureFacts(1, (flags & 0x20) != 0, (flags & 0x08) != 0, (flags & 0x02) != 0);
  }

  /** A sequence says so as its first brand; what else there is stands in front of the pixels. */
  private static PictureFacts avif(ByteBuffer bytes) {
    String head = text(bytes, 0, Math.min(bytes.limit(), AVIF_HEAD));
    boolean animated = head.startsWith("avis", 8);
    return new PictureFacts(1, head.contains("colrprof"), head.contains("Exif"), animated);
  }

  /** Whether a GIF has more than one frame, also where those after the first are damaged. */
  static boolean severalFrames(ByteBuffer gif) {
    try {
      int frames = 0;
      int at = 13 + colours(gif.get(10));
      while (frames < 2) {
        int block = gif.get(at) & 0xFF;
        if (block == 0x2C) { // A frame: its place and colours, then its pixels.
          frames++;
          at = afterParts(gif, at + 11 + colours(gif.get(at + 9)));
        } else if (block == 0x21) { // What is said beside.
          at = afterParts(gif, at + 2);
        } else if (block == 0x3B) { // Its end.
          break;
        } else {
          at++; // What belongs nowhere is passed over, as viewers do.
        }
      }
      return frames > 1;
    } catch (IndexOutOfBoundsException damaged) {
      return false;
    }
  }

  private static int colours(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private static int afterParts(ByteBuffer gif, int at) {
    int next = at;
    for (int length = gif.get(next) & 0xFF; length > 0; length = gif.get(next) & 0xFF) {
      next += length + 1;
    }
    return next + 1;
  }

  /** A TIFF's first directory; EXIF is one, too. */
  private static PictureFacts tiff(ByteBuffer bytes, boolean exif) {
    ByteBuffer tiff = bytes.slice();
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Math.min(MOST_ENTRIES, Short.toUnsignedInt(tiff.getShort(directory)));
    int orientation = 1;
    boolean profile = false;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      int tag = Short.toUnsignedInt(tiff.getShort(entry));
      if (tag == TAG_ORIENTATION) {
        int value = tiff.getShort(entry + 8);
        orientation = value >= 1 && value <= 8 ? value : 1;
      }
      profile |= tag == TAG_PROFILE;
    }
    return new PictureFacts(orientation, profile, exif, false);
  }

  private static String text(ByteBuffer bytes, int at, int n) {
    byte[] some = new byte[n];
    bytes.get(at, some);
    return new String(some, StandardCharsets.ISO_8859_1);
  }
}
