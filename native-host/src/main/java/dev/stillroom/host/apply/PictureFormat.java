package dev.stillroom.host.apply;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of pictures that are read, and the three that are written. */
public enum PictureFormat {
  JPEG("jpg"),
  PNG("png"),
  WEBP("webp"),
  TIFF("tif"),
  GIF("gif"),
  AVIF("avif"),
  HEIC("heic");

  /** How many bytes of a file {@link #sniff} looks at. */
  public static final int SNIFFED_BYTES = 64;

  private static final List<String> HEIC_BRANDS =
      List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1");

  private final String extension;

  PictureFormat(String extension) {
    this.extension = extension;
  }

  /** The extension that a file of this format gets, without a dot. */
  public String extension() {
    return extension;
  }

  /** The canonical name: {@code jpeg}, {@code png} … */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same path with this format's extension in place of its own. */
  public Path rename(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "." + extension);
  }

  /** The formats that can be converted to. */
  public static List<PictureFormat> targets() {
    return List.of(JPEG, PNG, WEBP);
  }

  /** The target of that name; {@code jpg} counts as {@code jpeg}. */
  public static Optional<PictureFormat> target(String name) {
    String symbol = name.equalsIgnoreCase("jpg") ? "jpeg" : name.toLowerCase(Locale.ROOT);
    return targets().stream().filter(format -> format.symbol().equals(symbol)).findFirst();
  }

  /**
   * The format of a file by its content, whatever it is called.
   *
   * @param head the first {@link #SNIFFED_BYTES} bytes, or all where there are fewer
   */
  public static Optional<PictureFormat> sniff(byte[] head) {
    if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.of(JPEG);
    }
    if (starts(head, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return Optional.of(PNG);
    }
    if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    }
    if (starts(head, 0, 'I', 'I', 42, 0) || starts(head, 0, 'M', 'M', 0, 42)) {
      return Optional.of(TIFF);
    }
    if (starts(head, 0, 'G', 'I', 'F', '8')) {
      return Optional.of(GIF);
    }
    return starts(head, 4, 'f', 't', 'y', 'p') ? isoBrand(head) : Optional.empty();
  }

  /** AVIF and HEIC share a container; the brands say which, the major one first. */
  private static Optional<PictureFormat> isoBrand(byte[] head) {
    int length = Math.min(head.length, ((head[2] & 0xFF) << 8) | (head[3] & 0xFF));
    Optional<PictureFormat> found = Optional.empty();
    for (int at = 8; at + 4 <= length; at += at == 8 ? 8 : 4) {
      String brand = new String(head, at, 4, StandardCharsets.ISO_8859_1);
      if (brand.equals("avif") || brand.equals("avis")) {
        return Optional.of(AVIF);
      }
      if (HEIC_BRANDS.contains(brand)) {
        found = Optional.of(HEIC);
      }
    }
    return found;
  }

  private static boolean starts(byte[] head, int offset, int... expected) {
    if (head.length < offset + expected.length) {
      return false;
    }
    byte[] magic = new byte[expected.length];
    for (int i = 0; i < expected.length; i++) {
      magic[i] = (byte) expected[i];
    }
    return Arrays.equals(head, offset, offset + expected.length, magic, 0, expected.length);
  }
}
