package dev.stillroom.host.apply;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.stillroom.host.watch.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes pictures with real encoders, and looks into them. */
final class TestPictures {

  /** Functions of libvips that only making pictures needs. */
  interface Making extends Library {
    Pointer vips_image_new_from_memory_copy(
        Pointer pixels, NativeLong n, int width, int height, int bands, int format);

    int vips_copy(Pointer in, PointerByReference out, Object... options);

    void vips_image_set_int(Pointer image, String field, int value);

    int vips_image_write_to_buffer(
        Pointer image, String suffix, PointerByReference bytes, LongByReference n, Object... more);

    int vips_black(PointerByReference out, int width, int height, Object... options);

    int vips_getpoint(
        Pointer image, PointerByReference values, int[] n, int x, int y, Object... more);
  }

  private static final VipsLibrary VIPS = VipsLibrary.load();
  private static final Making MAKING =
      Native.load(Codecs.LIBVIPS, Making.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

  private TestPictures() {}

  /** What a test wants of a picture. */
  record Wish(int width, int height, boolean alpha, int orientation, String options, int frames) {
    static Wish of(int width, int height) {
      return new Wish(width, height, false, 1, "", 1);
    }

    Wish withAlpha() {
      return new Wish(width, height, true, orientation, options, frames);
    }

    Wish turned(int orientation) {
      return new Wish(width, height, alpha, orientation, options, frames);
    }

    /** Options in the encoder's own words, for example {@code [profile=srgb]}. */
    Wish with(String options) {
      return new Wish(width, height, alpha, orientation, options, frames);
    }

    /** An animation, its frames one below the other. */
    Wish frames(int frames) {
      return new Wish(width, height, alpha, orientation, options, frames);
    }
  }

  /** A smooth picture with its upper left corner red; with alpha, its lower half is clear. */
  static Path make(Path file, Wish wish, String extension) throws IOException {
    int bands = wish.alpha() ? 4 : 3;
    Memory pixels = new Memory((long) wish.width() * wish.height() * bands);
    int tint = (17 * wish.width() + wish.height()) % 200;
    for (int y = 0; y < wish.height(); y++) {
      for (int x = 0; x < wish.width(); x++) {
        long at = ((long) y * wish.width() + x) * bands;
        boolean corner = x < wish.width() / 4 && y < wish.height() / 4;
        pixels.setByte(at, (byte) (corner ? 250 : 255 * x / wish.width() / 2));
        pixels.setByte(at + 1, (byte) (corner ? 10 : 255 * y / wish.height()));
        pixels.setByte(at + 2, (byte) (corner ? 10 : tint));
        if (wish.alpha()) {
          pixels.setByte(at + 3, (byte) (y < wish.height() / 2 ? 255 : 0));
        }
      }
    }
    PointerByReference image = new PointerByReference();
    Pointer plain =
        MAKING.vips_image_new_from_memory_copy(
            pixels, new NativeLong(pixels.size()), wish.width(), wish.height(), bands, 0);
    MAKING.vips_copy(plain, image, "interpretation", VipsLibrary.INTERPRETATION_SRGB);
    if (wish.orientation() != 1) {
      MAKING.vips_image_set_int(image.getValue(), "orientation", wish.orientation());
    }
    if (wish.frames() > 1) {
      MAKING.vips_image_set_int(image.getValue(), "page-height", wish.height() / wish.frames());
    }
    PointerByReference bytes = new PointerByReference();
    LongByReference n = new LongByReference();
    if (MAKING.vips_image_write_to_buffer(
            image.getValue(), "." + extension + wish.options(), bytes, n)
        != 0) {
      throw new IOException(VIPS.vips_error_buffer());
    }
    Files.write(file, bytes.getValue().getByteArray(0, (int) n.getValue()));
    VIPS.g_free(bytes.getValue());
    VIPS.g_object_unref(image.getValue());
    VIPS.g_object_unref(plain);
    return file;
  }

  /** A JPEG in the four inks of print. */
  static Path cmyk(Path file) throws IOException {
    make(file, Wish.of(64, 48), "jpg");
    byte[] content = Files.readAllBytes(file);
    Memory memory = new Memory(content.length);
    memory.write(0, content, 0, content.length);
    PointerByReference light = new PointerByReference();
    PointerByReference inks = new PointerByReference();
    PointerByReference bytes = new PointerByReference();
    LongByReference n = new LongByReference();
    if (VIPS.vips_jpegload_buffer(memory, new NativeLong(content.length), light) != 0
        || VIPS.vips_colourspace(light.getValue(), inks, VipsLibrary.INTERPRETATION_CMYK) != 0
        || VIPS.vips_jpegsave_buffer(inks.getValue(), bytes, n) != 0) {
      throw new IOException(VIPS.vips_error_buffer());
    }
    Files.write(file, bytes.getValue().getByteArray(0, (int) n.getValue()));
    VIPS.g_free(bytes.getValue());
    VIPS.g_object_unref(inks.getValue());
    VIPS.g_object_unref(light.getValue());
    return file;
  }

  /** A black PNG of any size, a few kilobytes. */
  static Path black(Path file, int width, int height) throws IOException {
    PointerByReference image = new PointerByReference();
    PointerByReference bytes = new PointerByReference();
    LongByReference n = new LongByReference();
    if (MAKING.vips_black(image, width, height, "bands", 3) != 0
        || VIPS.vips_pngsave_buffer(image.getValue(), bytes, n, "compression", 1) != 0) {
      throw new IOException(VIPS.vips_error_buffer());
    }
    Files.write(file, bytes.getValue().getByteArray(0, (int) n.getValue()));
    VIPS.g_free(bytes.getValue());
    VIPS.g_object_unref(image.getValue());
    return file;
  }

  static Path webp(Path file) throws IOException {
    return make(file, Wish.of(64, 48), "webp");
  }

  /** What a picture is like when another program opens it. */
  record Look(int width, int height, int orientation, boolean alpha, boolean icc, boolean exif) {}

  static Look look(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    Memory memory = new Memory(content.length);
    memory.write(0, content, 0, content.length);
    try (Picture picture =
        Picture.open(VIPS, memory, PictureFormat.sniff(content).orElseThrow(), false)) {
      picture.decode();
      return new Look(
          picture.width(),
          picture.height(),
          picture.orientation(),
          picture.hasAlpha(),
          picture.hasIcc(),
          picture.hasExif());
    }
  }

  /** The values of one pixel. */
  static double[] pixel(Path file, int x, int y) throws Exception {
    byte[] content = Files.readAllBytes(file);
    Memory memory = new Memory(content.length);
    memory.write(0, content, 0, content.length);
    PointerByReference out = new PointerByReference();
    int status =
        switch (PictureFormat.sniff(content).orElseThrow()) {
          case JPEG -> VIPS.vips_jpegload_buffer(memory, new NativeLong(content.length), out);
          case PNG -> VIPS.vips_pngload_buffer(memory, new NativeLong(content.length), out);
          case WEBP -> VIPS.vips_webpload_buffer(memory, new NativeLong(content.length), out);
          case TIFF, GIF, AVIF, HEIC, BMP, JXL -> throw new IOException("not a result: " + file);
        };
    if (status != 0) {
      throw new IOException(VIPS.vips_error_buffer());
    }
    PointerByReference values = new PointerByReference();
    int[] n = new int[1];
    MAKING.vips_getpoint(out.getValue(), values, n, x, y);
    double[] result = values.getValue().getDoubleArray(0, n[0]);
    VIPS.g_free(values.getValue());
    VIPS.g_object_unref(out.getValue());
    return result;
  }
}
