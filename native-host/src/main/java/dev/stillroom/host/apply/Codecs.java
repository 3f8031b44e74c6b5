package dev.stillroom.host.apply;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says what decodes pictures here, without loading any of it into the asking process. */
public final class Codecs {

  /** The library's name as the dynamic linker knows it. */
  static final String LIBVIPS = "libvips.so.42";

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/aarch64-linux-gnu"),
          Path.of("/usr/lib64"),
          Path.of("/usr/local/lib"),
          Path.of("/usr/local/lib64"),
          Path.of("/usr/lib"));

  private Codecs() {}

  /** Where libvips is; empty where it is not, or where it was switched off. */
  public static Optional<Path> available() {
    return switchedOff() ? Optional.empty() : installed();
  }

  /** Whether libvips is to be taken for missing; engine and workers ask alike. */
  static boolean switchedOff() {
    return "off".equals(System.getenv("STILLROOM_LIBVIPS"));
  }

  private static Optional<Path> installed() {
    return PLACES.stream()
        .map(place -> place.resolve(LIBVIPS))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
