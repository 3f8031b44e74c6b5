package dev.stillroom.host.apply;

import dev.stillroom.host.protocol.Nullable;

/**
 * What a {@link ConvertJob} is asked for.
 *
 * @param source absolute path of the picture
 * @param temporary absolute path of the file to make; must not exist yet
 * @param to the target format and perhaps how large, see {@link dev.stillroom.host.watch.Goal}
 * @param quality 1 to 100 for JPEG and WebP; null for 90
 * @param limits null for {@link Limits#USUAL}
 * @param decoded absolute path of a PNG with the picture's pixels, upright, where a browser decoded
 *     them; null where the job is to
 */
public record Conversion(
    String source,
    String temporary,
    String to,
    Integer quality,
    Limits limits,
    @Nullable String decoded) {

  /** One that the job decodes itself. */
  public Conversion(String source, String temporary, String to, Integer quality, Limits limits) {
    this(source, temporary, to, quality, limits, null);
  }

  /** The name under which workers find the job. */
  public static final String JOB = "convert";

  /** What is refused, and how much memory the worker may hold, in pixels and bytes. */
  public record Limits(long pixels, long sourceBytes, long memoryBytes) {
    public static final Limits USUAL = new Limits(100_000_000, 200_000_000, 3_000_000_000L);
  }

  /**
   * What a finished conversion was like.
   *
   * @param width of the result, upright, in pixels
   * @param digest SHA-256 of the result, hexadecimal
   * @param sourceDigest SHA-256 of the very bytes that were decoded
   * @param sourceFormat canonical name, by content
   * @param orientation the EXIF orientation that the source had, 1 for upright
   * @param larger whether the result has more bytes than the source
   * @param note what was not carried over, for the person; null where nothing was lost
   */
  public record Result(
      int width,
      int height,
      long bytes,
      String digest,
      boolean hadAlpha,
      boolean hadIcc,
      boolean hadExif,
      int orientation,
      String sourceFormat,
      long sourceBytes,
      String sourceDigest,
      boolean larger,
      @Nullable String note) {

    /** One that lost nothing. */
    public Result(
        int width,
        int height,
        long bytes,
        String digest,
        boolean hadAlpha,
        boolean hadIcc,
        boolean hadExif,
        int orientation,
        String sourceFormat,
        long sourceBytes,
        String sourceDigest,
        boolean larger) {
      this(
          width,
          height,
          bytes,
          digest,
          hadAlpha,
          hadIcc,
          hadExif,
          orientation,
          sourceFormat,
          sourceBytes,
          sourceDigest,
          larger,
          null);
    }
  }
}
