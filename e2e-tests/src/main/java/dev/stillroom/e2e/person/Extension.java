package dev.stillroom.e2e.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The built extension of the image, and the id that Chromium gives it. */
public record Extension(Path directory, String id) {

  /**
   * @throws IOException when it is not built, or its manifest holds no key
   */
  public static Extension ofImage(Path image) throws IOException {
    List<Path> places =
        List.of(
            image.resolve("extension/chromium"),
            image.resolve("../../../extension/target/chromium").normalize());
    for (Path place : places) {
      if (Files.exists(place.resolve("manifest.json"))) {
        return in(place);
      }
    }
    throw new IOException("the extension is not built in any of " + places + ": build it first");
  }

  /** The extension for Chromium that stands in a directory. */
  public static Extension in(Path directory) throws IOException {
    Path manifest = directory.resolve("manifest.json");
    String key = new ObjectMapper().readTree(manifest.toFile()).path("key").asText();
    return new Extension(directory, id(Base64.getDecoder().decode(key)));
  }

  /** The first 32 hexadecimal digits of the key's SHA-256, with 0 to f written as a to p. */
  static String id(byte[] publicKey) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
      StringBuilder id = new StringBuilder();
      for (int i = 0; i < 16; i++) {
        id.append((char) ('a' + (digest[i] >> 4 & 15))).append((char) ('a' + (digest[i] & 15)));
      }
      return id.toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * A copy that may read every {@code .localhost} site from the start: a browser asks for an
   * optional permission in a window of its own, which nobody can press in one without a head.
   */
  Extension forSitesOfOnesOwn(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(directory.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    ObjectMapper json = new ObjectMapper();
    Path manifest = copy.resolve("manifest.json");
    ObjectNode members = (ObjectNode) json.readTree(manifest.toFile());
    members.putArray("host_permissions").add("*://*.localhost/*");
    json.writeValue(manifest.toFile(), members);
    return new Extension(copy, id);
  }

  public String url(String page) {
    return "chrome-extension://" + id + "/" + page;
  }
}
