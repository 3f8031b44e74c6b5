package dev.stillroom.host.apply;

import dev.stillroom.host.watch.PictureFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What reads pictures here, by their type: libvips where the system has it, otherwise Java, and
 * what neither can read, the browser. The choice is made here and nowhere else.
 */
public final class Decoders {

  /** Who reads a type. */
  public enum By {
    LIBVIPS("libvips"),
    JAVA("Java, without camera data"),
    BROWSER("the browser while it is connected, without camera data and profile"),
    NOBODY("nobody");

    private final String words;

    By(String words) {
      this.words = words;
    }

    /** For a person. */
    public String words() {
      return words;
    }
  }

  private final Optional<Path> library;
  private Boolean heif;

  /**
   * @param library where libvips is
   */
  public Decoders(Optional<Path> library) {
    this.library = library;
  }

  public By of(PictureFormat format) {
    return switch (format) {
      case JPEG, PNG, GIF, TIFF -> library.isPresent() ? By.LIBVIPS : By.JAVA;
      case WEBP -> library.isPresent() ? By.LIBVIPS : By.BROWSER;
      case AVIF -> libraryReadsHeif() ? By.LIBVIPS : By.BROWSER;
      // The browsers that Stillroom runs in read none.
      case HEIC -> libraryReadsHeif() ? By.LIBVIPS : By.NOBODY;
      case BMP, JXL -> By.NOBODY;
    };
  }

  /** Which types each one reads, as sentences. */
  public List<String> words() {
    List<String> lines = new ArrayList<>();
    for (By by : By.values()) {
      List<String> types =
          List.of(PictureFormat.values()).stream()
              .filter(format -> format.isRead() && of(format) == by)
              .map(PictureFormat::symbol)
              .toList();
      if (!types.isEmpty()) {
        lines.add(String.join(", ", types) + ": " + by.words());
      }
    }
    return lines;
  }

  /** Looked up once, when it is asked for: the library's file is read for it. */
  private boolean libraryReadsHeif() {
    if (heif == null) {
      heif = library.isPresent() && readsHeif(library.get());
    }
    return heif;
  }

  private static boolean readsHeif(Path library) {
    try {
      return PictureLibrary.formats(library).contains(PictureLibrary.HEIF);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
