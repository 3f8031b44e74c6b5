package dev.stillroom.host.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Archives by their names; unpacked, one is a folder of its stem beside it. */
public final class Archives {

  /** What an archive is converted to, as {@code jpeg} is what a picture is. */
  public static final String UNPACKED = "unpacked";

  /** How an archive is packed, and the endings that say so; the longest first. */
  public enum Packing {
    TAR_GZ(".tar.gz", ".tgz"),
    TAR_BZ2(".tar.bz2", ".tbz2", ".tbz"),
    TAR(".tar"),
    ZIP(".zip");

    private final List<String> endings;

    Packing(String... endings) {
      this.endings = List.of(endings);
    }

    private Optional<String> ending(String name) {
      String small = name.toLowerCase(Locale.ROOT);
      return endings.stream()
          .filter(ending -> small.endsWith(ending) && small.length() > ending.length())
          .findFirst();
    }
  }

  private Archives() {}

  /** How an archive of this name is packed; empty where it is none that is unpacked. */
  public static Optional<Packing> packing(String name) {
    return List.of(Packing.values()).stream()
        .filter(packing -> packing.ending(name).isPresent())
        .findFirst();
  }

  /** The folder that an archive is unpacked into; as it is where the name is none of one. */
  public static Path folder(Path archive) {
    String name = archive.getFileName().toString();
    return packing(name)
        .flatMap(packing -> packing.ending(name))
        .map(ending -> archive.resolveSibling(name.substring(0, name.length() - ending.length())))
        .orElse(archive);
  }
}
