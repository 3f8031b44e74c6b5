package dev.stillroom.host.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which formats the system's libvips was built with, read from the libraries it names. */
public final class PictureLibrary {

  /** What a conversion needs at least. */
  public static final List<String> NEEDED = List.of("JPEG", "PNG", "WebP");

  static final String HEIF = "AVIF/HEIC";

  private PictureLibrary() {}

  /** What it reads, as words. */
  public static List<String> formats(Path library) throws IOException {
    Map<String, List<String>> names = new LinkedHashMap<>();
    names.put("JPEG", List.of("libjpeg.so"));
    names.put("PNG", List.of("libpng16.so", "libspng.so"));
    names.put("WebP", List.of("libwebp.so"));
    names.put("TIFF", List.of("libtiff.so"));
    names.put(HEIF, List.of("libheif.so"));
    String content = new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1);
    List<String> found = new ArrayList<>();
    names.forEach(
        (format, libraries) -> {
          if (libraries.stream().anyMatch(content::contains)) {
            found.add(format);
          }
        });
    if (!found.contains(HEIF) && asModule(library)) {
      found.add(HEIF);
    }
    return found;
  }

  /** Newer systems keep what is seldom needed in a file of its own, beside the library. */
  private static boolean asModule(Path library) throws IOException {
    if (library.getParent() == null) {
      return false;
    }
    try (DirectoryStream<Path> modules =
        Files.newDirectoryStream(library.getParent(), "vips-modules-*")) {
      for (Path folder : modules) {
        if (Files.isRegularFile(folder.resolve("vips-heif.so"))) {
          return true;
        }
      }
      return false;
    }
  }
}
