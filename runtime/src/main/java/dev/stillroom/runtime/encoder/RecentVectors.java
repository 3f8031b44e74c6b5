package dev.stillroom.runtime.encoder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The vectors of the texts seen last, by the texts' digests: the texts themselves are not kept. */
final class RecentVectors {

  /** 1.5 KB each. */
  private static final int MOST = 2_000;

  private final Map<String, float[]> vectors = new LinkedHashMap<>(16, 0.75f, true);

  /** A copy of the vector, or null. */
  float[] get(String text) {
    float[] vector = vectors.get(digest(text));
    return vector == null ? null : vector.clone();
  }

  void put(String text, float[] vector) {
    vectors.put(digest(text), vector.clone());
    if (vectors.size() > MOST) {
      vectors.remove(vectors.keySet().iterator().next());
    }
  }

  void clear() {
    vectors.clear();
  }

  private static String digest(String text) {
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
