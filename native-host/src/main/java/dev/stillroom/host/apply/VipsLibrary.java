package dev.stillroom.host.apply;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;

/**
 * The functions of libvips that a conversion needs. Pictures come and go as memory, never by file
 * name, because libvips reads options out of names. Functions that take options end in name and
 * value pairs; JNA adds the closing null. JNA and not the JDK's foreign functions: measured, it
 * starts a worker a quarter faster.
 */
interface VipsLibrary extends Library {

  // Values of the library's enumerations.
  int ACCESS_RANDOM = 0;
  int ACCESS_SEQUENTIAL = 1;
  int FAIL_ON_ERROR = 2;
  int FORMAT_UCHAR = 0;
  int INTERPRETATION_B_W = 1;
  int INTERPRETATION_CMYK = 15;
  int INTERPRETATION_SRGB = 22;

  /** One decodes while the other encodes; more would only take memory. */
  int THREADS = 2;

  int vips_init(String program);

  void vips_cache_set_max(int operations);

  void vips_concurrency_set(int threads);

  String vips_error_buffer();

  void vips_error_clear();

  int vips_jpegload_buffer(Pointer bytes, NativeLong n, PointerByReference out, Object... options);

  int vips_pngload_buffer(Pointer bytes, NativeLong n, PointerByReference out, Object... options);

  int vips_webpload_buffer(Pointer bytes, NativeLong n, PointerByReference out, Object... options);

  int vips_tiffload_buffer(Pointer bytes, NativeLong n, PointerByReference out, Object... options);

  int vips_gifload_buffer(Pointer bytes, NativeLong n, PointerByReference out, Object... options);

  int vips_heifload_buffer(Pointer bytes, NativeLong n, PointerByReference out, Object... options);

  int vips_jpegsave_buffer(
      Pointer image, PointerByReference bytes, LongByReference n, Object... options);

  int vips_pngsave_buffer(
      Pointer image, PointerByReference bytes, LongByReference n, Object... options);

  int vips_webpsave_buffer(
      Pointer image, PointerByReference bytes, LongByReference n, Object... options);

  int vips_image_get_width(Pointer image);

  int vips_image_get_height(Pointer image);

  int vips_image_get_bands(Pointer image);

  int vips_image_get_format(Pointer image);

  int vips_image_get_interpretation(Pointer image);

  int vips_image_get_n_pages(Pointer image);

  int vips_image_get_orientation(Pointer image);

  int vips_image_hasalpha(Pointer image);

  /** Zero when the picture has no such field. */
  NativeLong vips_image_get_typeof(Pointer image, String field);

  int vips_black(PointerByReference out, int width, int height, Object... options);

  int vips_autorot(Pointer in, PointerByReference out, Object... options);

  int vips_flatten(Pointer in, PointerByReference out, Object... options);

  int vips_premultiply(Pointer in, PointerByReference out, Object... options);

  int vips_unpremultiply(Pointer in, PointerByReference out, Object... options);

  int vips_cast(Pointer in, PointerByReference out, int format, Object... options);

  int vips_resize(Pointer in, PointerByReference out, double scale, Object... options);

  int vips_colourspace(Pointer in, PointerByReference out, int space, Object... options);

  int vips_icc_transform(Pointer in, PointerByReference out, String profile, Object... options);

  int vips_avg(Pointer in, double[] out, Object... options);

  Pointer vips_array_double_new(double[] values, int n);

  void vips_area_unref(Pointer area);

  void g_object_unref(Pointer object);

  void g_free(Pointer memory);

  /** Whether the system has it, and it is not switched off. */
  static boolean there() {
    if (Codecs.switchedOff()) {
      return false;
    }
    try {
      NativeLibrary.getInstance(Codecs.LIBVIPS);
      return true;
    } catch (UnsatisfiedLinkError none) {
      return false;
    }
  }

  /**
   * Loads and starts the library in this process.
   *
   * @throws UnsatisfiedLinkError when the system has none
   */
  static VipsLibrary load() {
    VipsLibrary vips =
        Native.load(
            Codecs.LIBVIPS, VipsLibrary.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
    if (vips.vips_init("stillroom") != 0) {
      throw new UnsatisfiedLinkError("libvips does not start: " + vips.vips_error_buffer());
    }
    vips.vips_cache_set_max(0);
    vips.vips_concurrency_set(Math.min(THREADS, Runtime.getRuntime().availableProcessors()));
    return vips;
  }

  /** The system's limits for this process. */
  interface Limits extends Library {
    int RLIMIT_DATA = 2;
    int RLIMIT_CORE = 4;

    int setrlimit(int resource, Pointer softAndHard);

    static Limits load() {
      return Native.load("c", Limits.class);
    }

    static void set(long memoryBytes) {
      Limits limits = load();
      limits.setrlimit(RLIMIT_DATA, pair(memoryBytes));
      // A crash must not leave a person's picture in a core file.
      limits.setrlimit(RLIMIT_CORE, pair(0));
    }

    private static Pointer pair(long value) {
      Memory pair = new Memory(16);
      pair.setLong(0, value);
      pair.setLong(8, value);
      return pair;
    }
  }
}
