package dev.stillroom.host.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Picture formats by file name and by their first bytes; nothing is decoded. */
public final class PictureFormat {

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("jpg", "jpeg"),
          Map.entry("jpeg", "jpeg"),
          Map.entry("jpe", "jpeg"),
          Map.entry("jfif", "jpeg"),
          Map.entry("png", "png"),
          Map.entry("webp", "webp"),
          Map.entry("avif", "avif"),
          Map.entry("heic", "heic"),
          Map.entry("heif", "heic"),
          Map.entry("gif", "gif"),
          Map.entry("bmp", "bmp"),
          Map.entry("tif", "tiff"),
          Map.entry("tiff", "tiff"),
          Map.entry("jxl", "jxl"));

  private PictureFormat() {}

  /** The format a file's name promises, as its lower-case canonical name. */
  public static Optional<String> ofName(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? Optional.empty()
        : Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** The format a file's first bytes show; empty when it is none of these or cannot be read. */
  public static Optional<String> ofContent(Path file) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return ofBytes(in.readNBytes(32));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static Optional<String> ofBytes(byte[] bytes) {
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("jpeg");
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("png");
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of("webp");
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return Optional.of("gif");
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return Optional.of("tiff");
    }
    if (head.startsWith("BM") && bytes.length >= 26) {
      return Optional.of("bmp");
    }
    if (head.startsWith("\u00ff\n") || head.startsWith("JXL ", 4)) {
      return Optional.of("jxl");
    }
    if (head.startsWith("ftyp", 4)) {
      // The major brand and the first compatible ones; an AVIF may name mif1 as its major brand.
      String brands = head.substring(8);
      if (brands.contains("avif") || brands.contains("avis")) {
        return Optional.of("avif");
      }
      if (brands.contains("hei") || brands.contains("hev") || brands.startsWith("mif1")) {
        return Optional.of("heic");
      }
    }
    return Optional.empty();
  }
}
