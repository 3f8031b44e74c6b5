package dev.stillroom.runtime.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts as a byte-level language model reads them: each byte of UTF-8 is a token, two more begin
 * and end a text. The values of an input stand in the order of their names.
 */
public final class Bytes {

  /** How many tokens there are. */
  public static final int VOCABULARY = 258;

  public static final int BEGIN = 256;
  public static final int END = 257;

  /** Between two values, and behind the last. */
  private static final char BETWEEN = '\u001f';

  private static final char ANSWER = '\u001e';

  private Bytes() {}

  /** What a model is asked about an input: nothing else can be asked that way. */
  public static String prompt(Input input) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      if (member.getValue().isValueNode() && !member.getValue().isNull()) {
        values.put(member.getKey(), clean(member.getValue().asText()));
      }
    }
    return String.join("" + BETWEEN, values.values()) + ANSWER;
  }

  private static String clean(String text) {
    return text.replace(BETWEEN, ' ').replace(ANSWER, ' ').replace('\0', ' ');
  }

  /** The tokens of a text, without beginning and end. */
  public static int[] tokens(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = bytes[i] & 0xff;
    }
    return tokens;
  }

  /**
   * The names of all tokens in a GPT-2 vocabulary: printable bytes stand for themselves, all others
   * for the characters from U+0100 on.
   */
  public static List<String> names() {
    List<String> names = new ArrayList<>(VOCABULARY);
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
      names.add(String.valueOf((char) (printable ? b : next++)));
    }
    names.add("<s>");
    names.add("</s>");
    return List.copyOf(names);
  }
}
