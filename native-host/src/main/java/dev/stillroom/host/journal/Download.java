package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Nullable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A download as the journal knows it.
 *
 * @param path where the file was when it was last seen
 * @param allowed whether that was within an allowed folder
 * @param fileKey device and inode; null until the file was seen
 * @param digest SHA-256 in hexadecimal; null until the file was read
 * @param input what a student sees of it, the examples format's INPUT
 * @param closes when it counts as left alone if nothing was done with it
 * @param there whether the file still is
 */
public record Download(
    String id,
    String eventId,
    Instant time,
    String site,
    String name,
    Path path,
    @Nullable String mime,
    long bytes,
    boolean allowed,
    @Nullable String fileKey,
    @Nullable String digest,
    ObjectNode input,
    State state,
    Instant closes,
    boolean there) {

  /** What the person did with it. */
  public enum State {
    OPEN,
    ACTED,
    LEFT
  }

  /** The key under which a correction of this input is kept. */
  public String inputDigest() {
    return inputDigest(input);
  }

  /** SHA-256 of an input, whatever the order of its members. */
  public static String inputDigest(ObjectNode input) {
    TreeMap<String, String> members = new TreeMap<>();
    input.properties().forEach(e -> members.put(e.getKey(), e.getValue().toString()));
    try {
      byte[] bytes = members.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
