package dev.stillroom.e2e.pictures;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** EXIF and ICC data as a camera writes them, and the JPEG segments that hold them. */
final class Metadata {

  /** The Exif identifier of JPEG's APP1 segment. */
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  /** Display P3's red, green and blue, adapted to D50, as CIE XYZ. */
  private static final double[][] DISPLAY_P3 = {
    {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
  };

  private Metadata() {}

  /** An EXIF block whose first directory holds the orientation, the camera and a time. */
  static byte[] exif(int orientation) {
    byte[] camera = "Stillroom Box Camera\0".getBytes(StandardCharsets.US_ASCII);
    byte[] time = "2026:05:04 10:20:30\0".getBytes(StandardCharsets.US_ASCII);
    int entries = 3;
    int values = 8 + 2 + entries * 12 + 4;
    ByteBuffer out =
        ByteBuffer.allocate(values + camera.length + time.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    out.putShort((short) entries);
    entry(out, 0x0110, 2, camera.length, values);
    entry(out, 0x0112, 3, 1, orientation);
    entry(out, 0x0132, 2, time.length, values + camera.length);
    out.putInt(0);
    return out.put(camera).put(time).array();
  }

  private static void entry(ByteBuffer out, int tag, int type, int count, int value) {
    out.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /** A Display P3 profile: sRGB's curves with P3's primaries. */
  static byte[] displayP3() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    ByteBuffer bytes = ByteBuffer.wrap(profile);
    int tags = bytes.getInt(128);
    String primaries = "rXYZgXYZbXYZ";
    for (int i = 0; i < tags; i++) {
      int at = 132 + 12 * i;
      int primary = primaries.indexOf(new String(profile, at, 4, StandardCharsets.US_ASCII)) / 4;
      if (primaries.contains(new String(profile, at, 4, StandardCharsets.US_ASCII))) {
        int offset = bytes.getInt(at + 4) + 8;
        for (int axis = 0; axis < 3; axis++) {
          bytes.putInt(offset + 4 * axis, (int) Math.round(DISPLAY_P3[primary][axis] * 65536));
        }
      }
    }
    return profile;
  }

  /** The JPEG with these segments put behind its first marker; null leaves one out. */
  static byte[] intoJpeg(byte[] jpeg, byte[] exif, byte[] icc) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    if (exif != null) {
      segment(out, 0xE1, EXIF, exif);
    }
    if (icc != null) {
      // One chunk of one: the profile is far below a segment's 64 KiB.
      segment(out, 0xE2, ICC, new byte[] {1, 1}, icc);
    }
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static void segment(ByteArrayOutputStream out, int marker, byte[]... parts) {
    int length = 2;
    for (byte[] part : parts) {
      length += part.length;
    }
    out.write(0xFF);
    out.write(marker);
    out.write(length >> 8);
    out.write(length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
  }
}
