package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A label that was chosen for one thing at one place.
 *
 * @param id of the thing there, {@link #idOf}
 * @param changed whether another label was chosen for it before
 */
public record Choice(
    String id,
    String eventId,
    Instant time,
    String placeId,
    String site,
    ObjectNode input,
    String label,
    boolean changed) {

  /**
   * What makes two things at one place the same: all that a student sees of them but the page's
   * title, which may count unread messages. A digest, so that a thing that was only shown leaves
   * nothing of itself behind.
   *
   * @return SHA-256 in hexadecimal
   */
  public static String idOf(String placeId, ObjectNode input) {
    Map<String, String> members = new TreeMap<>();
    input
        .properties()
        .forEach(member -> members.put(member.getKey(), member.getValue().toString()));
    members.remove("title");
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(placeId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(sha.digest(members.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
