package dev.stillroom.host.install;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an ahead-of-time cache was made from. JDK 25 does not always notice that a jar has changed
 * since, and then runs the old code; so the cache's key stands beside it, and a cache whose key is
 * not the present one is deleted, never used.
 */
public final class CacheKey {

  private static final String CACHE_FLAG = "-XX:AOTCache";
  private static final String IMAGE_FLAG = "-Dstillroom.image=";

  private CacheKey() {}

  /** The file that holds the key of {@code cache}. */
  public static Path fileOf(Path cache) {
    return cache.resolveSibling(cache.getFileName() + ".key");
  }

  /** Whether {@code cache} was made from what this command line would run now. */
  public static boolean fits(Path cache, List<String> line) throws IOException {
    Path file = fileOf(cache);
    return Files.exists(cache)
        && Files.exists(file)
        && Files.readString(file).strip().equals(of(line));
  }

  /**
   * The digest of a command line: java's build, flags, and every jar's content. The same wherever
   * the image stands, as a package is made in one place and installed in another; the JDK allows
   * that, too.
   */
  public static String of(List<String> line) throws IOException {
    MessageDigest digest = sha256();
    String image =
        line.stream()
            .filter(word -> word.startsWith(IMAGE_FLAG))
            .map(word -> word.substring(IMAGE_FLAG.length()) + File.separator)
            .findFirst()
            .orElse(null);
    Path java = Path.of(line.getFirst());
    update(digest, Files.readAllBytes(java.getParent().resolveSibling("release")));
    // Where java stands does not matter, only which it is.
    for (int i = 1; i < line.size(); i++) {
      String word = line.get(i);
      if (word.startsWith(CACHE_FLAG) || word.startsWith("-Dstillroom.home=")) {
        continue;
      }
      if (!word.startsWith(IMAGE_FLAG)) {
        update(digest, inImage(word, image).getBytes(StandardCharsets.UTF_8));
      }
      if (line.get(i - 1).equals("-cp")) {
        for (String jar : word.split(File.pathSeparator)) {
          update(digest, Files.readAllBytes(Path.of(jar)));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String inImage(String word, String image) {
    return image == null ? word : word.replace(image, "image/");
  }

  private static void update(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
