package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an INPUT that a page gave must be like before a student sees it or it is kept. */
public final class Inputs {

  /** In characters of JSON. */
  private static final int LONGEST = 16_384;

  private static final int MOST_MEMBERS = 40;

  private Inputs() {}

  /**
   * The input, an object of texts, numbers, truth values and arrays of them.
   *
   * @throws dev.stillroom.host.protocol.RequestFailure naming what is wrong
   */
  public static ObjectNode checked(JsonNode input) {
    if (!(input instanceof ObjectNode object) || input.isEmpty() || input.size() > MOST_MEMBERS) {
      throw EventCheck.refused(
          "input", "is no object of 1 to " + MOST_MEMBERS + " members", "send such an object");
    }
    int length = input.toString().length();
    if (length > LONGEST) {
      throw EventCheck.refused(
          "input", "has " + length + " characters", "send at most " + LONGEST + " of them");
    }
    for (JsonNode member : input) {
      if (!plain(member)) {
        throw EventCheck.refused("input", "holds an object", "send texts, numbers or arrays");
      }
    }
    return object;
  }

  private static boolean plain(JsonNode member) {
    if (!member.isArray()) {
      return member.isValueNode();
    }
    for (JsonNode element : member) {
      if (!element.isValueNode()) {
        return false;
      }
    }
    return true;
  }
}
