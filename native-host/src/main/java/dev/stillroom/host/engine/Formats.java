package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Download;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which pictures can be converted to what, by name; the worker looks at the bytes. */
final class Formats {

  private static final List<String> TARGETS = List.of("jpeg", "png", "webp");

  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("jpg", "jpeg"),
          Map.entry("jpeg", "jpeg"),
          Map.entry("png", "png"),
          Map.entry("webp", "webp"),
          Map.entry("avif", "avif"),
          Map.entry("heic", "heic"),
          Map.entry("tif", "tiff"),
          Map.entry("tiff", "tiff"),
          Map.entry("bmp", "bmp"),
          Map.entry("gif", "gif"));

  private Formats() {}

  /** The formats a download can be converted to; none when it is no picture. */
  static List<String> targets(Download download) {
    String name = download.name();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String format = BY_EXTENSION.get(extension);
    return format == null
        ? List.of()
        : TARGETS.stream().filter(target -> !target.equals(format)).toList();
  }
}
