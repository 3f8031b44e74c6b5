package dev.stillroom.e2e.bench.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of one file of a collection of pictures, from its manifest.csv.
 *
 * @param type by libmagic
 * @param decodes whether the reference decoder decodes it
 * @param orientation by EXIF, 1 for upright
 * @param alpha whether it is partly transparent; false also where nobody said
 */
record Manifest(
    Path file,
    String type,
    boolean decodes,
    String mode,
    int width,
    int height,
    int frames,
    int orientation,
    boolean alpha) {

  static List<Manifest> read(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("manifest.csv"));
    List<String> heads = Arrays.asList(lines.getFirst().split(","));
    List<Manifest> files = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      // The last column alone, a message, may hold commas.
      String[] cells = line.split(",", heads.size());
      Map<String, String> by = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        by.put(heads.get(i), cells[i]);
      }
      files.add(
          new Manifest(
              folder.resolve(by.get("path")),
              by.get("libmagic_mime"),
              by.get("decodes").equals("True"),
              by.get("mode"),
              number(by.get("width"), 0),
              number(by.get("height"), 0),
              number(by.get("frames"), 1),
              number(by.get("exif_orientation"), 1),
              by.get("alpha").equals("True")));
    }
    return files;
  }

  private static int number(String text, int otherwise) {
    return text == null || text.isBlank() ? otherwise : Integer.parseInt(text);
  }

  /** A JPEG's further pictures are previews and second eyes of the first. */
  boolean severalPages() {
    return frames > 1 && !type.equals("image/jpeg");
  }

  boolean lying() {
    return orientation >= 5;
  }
}
