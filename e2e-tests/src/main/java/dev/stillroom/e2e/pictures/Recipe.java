package dev.stillroom.e2e.pictures;

import java.util.Set;

/**
 * What a picture is made from; the same recipe always gives the same picture.
 *
 * @param name the file's name, its extension included
 * @param width as a viewer shows it, in pixels
 * @param height as a viewer shows it, in pixels
 */
public record Recipe(
    String name, Motif motif, Format format, int width, int height, long seed, Set<Trait> traits) {

  /** What is to be seen. */
  public enum Motif {
    /** Hills under a sky. */
    LANDSCAPE,
    /** A jug on a table, as a shop shows its goods. */
    STILL_LIFE,
    /** The same jug on nothing: its ground is transparent. */
    CUTOUT,
    /** Bars and a line on white. */
    CHART
  }

  /** How it is encoded. */
  public enum Format {
    WEBP("image/webp", "webp"),
    WEBP_LOSSLESS("image/webp", "webp"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg");

    private final String mime;
    private final String extension;

    Format(String mime, String extension) {
      this.mime = mime;
      this.extension = extension;
    }

    public String mime() {
      return mime;
    }

    public String extension() {
      return extension;
    }
  }

  /** What a careless conversion loses. */
  public enum Trait {
    /** Stored lying on its side, with EXIF orientation 6. */
    TURNED,
    /** Carries an ICC profile that is not sRGB. */
    WIDE_GAMUT
  }

  public static Recipe photo(String stem, Format format, int width, int height, long seed) {
    return of(stem, Motif.LANDSCAPE, format, width, height, seed);
  }

  public static Recipe goods(String stem, Format format, int width, int height, long seed) {
    return of(stem, Motif.STILL_LIFE, format, width, height, seed);
  }

  public static Recipe chart(String stem, Format format, int width, int height, long seed) {
    return of(stem, Motif.CHART, format, width, height, seed);
  }

  public static Recipe cutout(String stem, Format format, int width, int height, long seed) {
    return of(stem, Motif.CUTOUT, format, width, height, seed);
  }

  private static Recipe of(
      String stem, Motif motif, Format format, int width, int height, long seed) {
    return new Recipe(
        stem + "." + format.extension(), motif, format, width, height, seed, Set.of());
  }

  /** The same picture with these traits. */
  public Recipe with(Trait... more) {
    return new Recipe(name, motif, format, width, height, seed, Set.of(more));
  }
}
