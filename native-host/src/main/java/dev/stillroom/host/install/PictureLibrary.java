package dev.stillroom.host.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which formats the system's libvips was built with, read from the libraries it names. */
final class PictureLibrary {

  /** What a conversion needs at least. */
  static final List<String> NEEDED = List.of("JPEG", "PNG", "WebP");

  private PictureLibrary() {}

  static List<String> formats(Path library) throws IOException {
    Map<String, List<String>> names = new LinkedHashMap<>();
    names.put("JPEG", List.of("libjpeg.so"));
    names.put("PNG", List.of("libpng16.so", "libspng.so"));
    names.put("WebP", List.of("libwebp.so"));
    names.put("TIFF", List.of("libtiff.so"));
    names.put("AVIF/HEIC", List.of("libheif.so"));
    String content = new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1);
    List<String> found = new ArrayList<>();
    names.forEach(
        (format, libraries) -> {
          if (libraries.stream().anyMatch(content::contains)) {
            found.add(format);
          }
        });
    return found;
  }
}
