package dev.stillroom.host.apply;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.job.JobFailure;

/**
 * One picture of libvips. Opening reads the header only; pixels are decoded when something asks for
 * them. Each step that changes it gives a new picture; every one has to be closed.
 */
final class Picture implements AutoCloseable {

  private final VipsLibrary vips;
  private final Pointer image;

  /** Keeps the bytes from being freed while libvips reads them. */
  private final Memory bytes;

  private Picture(VipsLibrary vips, Pointer image, Memory bytes) {
    this.vips = vips;
    this.image = image;
    this.bytes = bytes;
  }

  /**
   * @param inOrder whether the pixels will be asked for from top to bottom only, which needs far
   *     less memory
   * @throws JobFailure when the header is damaged
   */
  static Picture open(VipsLibrary vips, Memory bytes, PictureFormat format, boolean inOrder)
      throws JobFailure {
    PointerByReference out = new PointerByReference();
    NativeLong n = new NativeLong(bytes.size());
    Object[] options = {
      "access",
      inOrder ? VipsLibrary.ACCESS_SEQUENTIAL : VipsLibrary.ACCESS_RANDOM,
      "fail-on",
      VipsLibrary.FAIL_ON_ERROR
    };
    int status =
        switch (format) {
          case JPEG -> vips.vips_jpegload_buffer(bytes, n, out, options);
          case PNG -> vips.vips_pngload_buffer(bytes, n, out, options);
          case WEBP -> vips.vips_webpload_buffer(bytes, n, out, options);
          case TIFF -> vips.vips_tiffload_buffer(bytes, n, out, options);
          case GIF -> vips.vips_gifload_buffer(bytes, n, out, options);
          case AVIF, HEIC -> vips.vips_heifload_buffer(bytes, n, out, options);
          case BMP, JXL -> throw new JobFailure("pictures are not read from " + format.symbol());
        };
    check(vips, status);
    return new Picture(vips, out.getValue(), bytes);
  }

  /** A black one, to try everything with before it is needed. */
  static Picture black(VipsLibrary vips, int side) throws JobFailure {
    PointerByReference out = new PointerByReference();
    check(vips, vips.vips_black(out, side, side));
    return new Picture(vips, out.getValue(), null);
  }

  /** For reading a result to its end; of a JPEG each block's mean is enough for that. */
  static Picture openToCheck(VipsLibrary vips, Memory bytes, PictureFormat format)
      throws JobFailure {
    if (format != PictureFormat.JPEG) {
      return open(vips, bytes, format, true);
    }
    PointerByReference out = new PointerByReference();
    check(
        vips,
        vips.vips_jpegload_buffer(
            bytes,
            new NativeLong(bytes.size()),
            out,
            "access",
            VipsLibrary.ACCESS_SEQUENTIAL,
            "fail-on",
            VipsLibrary.FAIL_ON_ERROR,
            "shrink",
            8));
    return new Picture(vips, out.getValue(), bytes);
  }

  int width() {
    return vips.vips_image_get_width(image);
  }

  int height() {
    return vips.vips_image_get_height(image);
  }

  int pages() {
    return vips.vips_image_get_n_pages(image);
  }

  /** The EXIF orientation, 1 (upright) to 8. */
  int orientation() {
    return vips.vips_image_get_orientation(image);
  }

  boolean hasAlpha() {
    return vips.vips_image_hasalpha(image) != 0;
  }

  boolean hasIcc() {
    return has("icc-profile-data");
  }

  boolean hasExif() {
    return has("exif-data");
  }

  private boolean has(String field) {
    return vips.vips_image_get_typeof(image, field).longValue() != 0;
  }

  /** Turned as its orientation says, which is then upright. */
  Picture upright() throws JobFailure {
    PointerByReference out = new PointerByReference();
    return made(vips.vips_autorot(image, out), out);
  }

  /** In 8 bits of grey or sRGB, as every viewer of the target understands it. */
  Picture inCommonColours() throws JobFailure {
    PointerByReference out = new PointerByReference();
    int interpretation = vips.vips_image_get_interpretation(image);
    if (interpretation == VipsLibrary.INTERPRETATION_CMYK) {
      // An ink profile must not stay on pixels that are light.
      return made(vips.vips_icc_transform(image, out, "srgb", "embedded", 1), out);
    }
    boolean grey = interpretation == VipsLibrary.INTERPRETATION_B_W || hasAlpha() && bands() == 2;
    return made(
        vips.vips_colourspace(
            image,
            out,
            grey || bands() == 1
                ? VipsLibrary.INTERPRETATION_B_W
                : VipsLibrary.INTERPRETATION_SRGB),
        out);
  }

  boolean inCmyk() {
    return vips.vips_image_get_interpretation(image) == VipsLibrary.INTERPRETATION_CMYK;
  }

  boolean inEightBits() {
    return vips.vips_image_get_format(image) == VipsLibrary.FORMAT_UCHAR;
  }

  private int bands() {
    return vips.vips_image_get_bands(image);
  }

  /** Its transparent parts laid on white. */
  Picture onWhite() throws JobFailure {
    PointerByReference out = new PointerByReference();
    Pointer white = vips.vips_array_double_new(new double[] {255}, 1);
    try {
      return made(vips.vips_flatten(image, out, "background", white), out);
    } finally {
      vips.vips_area_unref(white);
    }
  }

  int longerSide() {
    return Math.max(width(), height());
  }

  /** The same picture smaller, its longer side so many pixels. */
  Picture atMost(int side) throws JobFailure {
    double scale = (double) side / longerSide();
    if (!hasAlpha()) {
      return scaled(scale);
    }
    // Otherwise the colour of what nobody sees would shine through at the edges.
    PointerByReference solid = new PointerByReference();
    PointerByReference plain = new PointerByReference();
    PointerByReference out = new PointerByReference();
    try (Picture weighted = made(vips.vips_premultiply(image, solid), solid);
        Picture small = weighted.scaled(scale);
        Picture clear = made(vips.vips_unpremultiply(small.image, plain), plain)) {
      return made(vips.vips_cast(clear.image, out, vips.vips_image_get_format(image)), out);
    }
  }

  private Picture scaled(double scale) throws JobFailure {
    PointerByReference out = new PointerByReference();
    return made(vips.vips_resize(image, out, scale), out);
  }

  /** Decodes every pixel. */
  void decode() throws JobFailure {
    check(vips, vips.vips_avg(image, new double[1]));
  }

  /** Decodes, encodes and hands the bytes to {@code use}; they are freed afterwards. */
  void encode(PictureFormat to, int quality, Encoded use) throws JobFailure {
    PointerByReference out = new PointerByReference();
    LongByReference n = new LongByReference();
    int status =
        switch (to) {
          case JPEG -> vips.vips_jpegsave_buffer(image, out, n, "Q", quality);
          case PNG -> vips.vips_pngsave_buffer(image, out, n, "compression", 6);
          case WEBP -> vips.vips_webpsave_buffer(image, out, n, "Q", quality);
          case TIFF, GIF, AVIF, HEIC, BMP, JXL ->
              throw new JobFailure("pictures are not written as " + to.symbol());
        };
    check(vips, status);
    try {
      use.take(out.getValue(), n.getValue());
    } finally {
      vips.g_free(out.getValue());
    }
  }

  /** Takes the bytes of an encoded picture, valid only during the call. */
  @FunctionalInterface
  interface Encoded {
    void take(Pointer bytes, long n) throws JobFailure;
  }

  private Picture made(int status, PointerByReference out) throws JobFailure {
    check(vips, status);
    return new Picture(vips, out.getValue(), bytes);
  }

  private static void check(VipsLibrary vips, int status) throws JobFailure {
    if (status != 0) {
      String message = vips.vips_error_buffer().strip().replaceAll("\\s*\\n\\s*", "; ");
      vips.vips_error_clear();
      throw new JobFailure(message);
    }
  }

  @Override
  public void close() {
    vips.g_object_unref(image);
  }
}
