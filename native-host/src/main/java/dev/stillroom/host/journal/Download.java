package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Nullable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A download as the journal knows it.
 *
 * @param path where the file was when it was last seen
 * @param allowed whether that was within an allowed folder
 * @param fileKey device and inode; null until the file was seen
 * @param digest SHA-256 in hexadecimal; null until the file was read
 * @param input what a student sees of it, the examples format's INPUT
 * @param filing what a student of folders sees
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
    ObjectNode filing,
    State state,
    Instant closes,
    boolean there) {

  /** What a browser adds to a name that is taken: {@code photo (1).webp}. */
  private static final Pattern COPY = Pattern.compile(" \\(\\d{1,4}\\)(?=\\.[^.]*$|$)");

  private static final List<String> IDENTITY =
      List.of("name", "extension", "mime", "host", "contentHost", "bytes");

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

  /**
   * What makes two inputs the same for the person: a copy's number and the page's title do not.
   *
   * @return SHA-256 in hexadecimal
   */
  public static String inputDigest(JsonNode input) {
    StringBuilder text = new StringBuilder();
    for (String member : IDENTITY) {
      text.append(member).append('=');
      text.append(COPY.matcher(input.path(member).asText()).replaceFirst("")).append('\n');
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
