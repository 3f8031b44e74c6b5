package dev.stillroom.host.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Picture formats by file name and by their first bytes; nothing is decoded. */
public enum PictureFormat {
  JPEG("jpg", "jpeg", "jpe", "jfif"),
  PNG("png"),
  WEBP("webp"),
  TIFF("tif", "tiff"),
  GIF("gif"),
  AVIF("avif"),
  HEIC("heic", "heif"),
  BMP("bmp"),
  JXL("jxl");

  /** How many bytes of a file {@link #sniff} looks at. */
  public static final int SNIFFED_BYTES = 64;

  private static final Set<String> HEIC_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1");

  /** The shortest header that a BMP can have; two letters alone are no picture. */
  private static final int BMP_HEADER_BYTES = 26;

  private final List<String> extensions;

  PictureFormat(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** The extension that a file of this format gets, without a dot. */
  public String extension() {
    return extensions.getFirst();
  }

  /** The canonical name: {@code jpeg}, {@code png} … */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same path with this format's extension in place of its own. */
  public Path rename(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "." + extension());
  }

  /** The formats that can be converted to. */
  public static List<PictureFormat> targets() {
    return List.of(JPEG, PNG, WEBP);
  }

  /** What a picture of this format can be converted to; nothing where it is not read. */
  public List<PictureFormat> convertibleTo() {
    return isRead() ? targets().stream().filter(target -> target != this).toList() : List.of();
  }

  /**
   * Whether pictures of this format are decoded: BMP only by loaders not made for untrusted files.
   */
  public boolean isRead() {
    return switch (this) {
      case JPEG, PNG, WEBP, TIFF, GIF, AVIF, HEIC -> true;
      case BMP, JXL -> false;
    };
  }

  /** The target of that name; {@code jpg} counts as {@code jpeg}. */
  public static Optional<PictureFormat> target(String name) {
    String symbol = name.equalsIgnoreCase("jpg") ? "jpeg" : name.toLowerCase(Locale.ROOT);
    return targets().stream().filter(format -> format.symbol().equals(symbol)).findFirst();
  }

  /** The format a file's name promises. */
  public static Optional<PictureFormat> ofName(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(f -> f.extensions.contains(extension)).findFirst();
  }

  /** The format a file's first bytes show; empty when it is none of these or cannot be read. */
  public static Optional<PictureFormat> ofContent(Path file) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return sniff(in.readNBytes(SNIFFED_BYTES));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * The format of a file by its content, whatever it is called.
   *
   * @param head the first {@link #SNIFFED_BYTES} bytes, or all where there are fewer
   */
  public static Optional<PictureFormat> sniff(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
      return Optional.of(TIFF);
    }
    if (text.startsWith("BM") && head.length >= BMP_HEADER_BYTES) {
      return Optional.of(BMP);
    }
    if (text.startsWith("\u00ff\n") || text.startsWith("JXL ", 4)) {
      return Optional.of(JXL);
    }
    return text.startsWith("ftyp", 4) ? ofBrands(head, text) : Optional.empty();
  }

  /** AVIF and HEIC share a container; its brands say which, and one may be among the later ones. */
  private static Optional<PictureFormat> ofBrands(byte[] head, String text) {
    int length = Math.min(head.length, ((head[2] & 0xFF) << 8) | (head[3] & 0xFF));
    Optional<PictureFormat> found = Optional.empty();
    for (int at = 8; at + 4 <= length; at += at == 8 ? 8 : 4) {
      String brand = text.substring(at, at + 4);
      if (brand.equals("avif") || brand.equals("avis")) {
        return Optional.of(AVIF);
      }
      if (HEIC_BRANDS.contains(brand)) {
        found = Optional.of(HEIC);
      }
    }
    return found;
  }
}
