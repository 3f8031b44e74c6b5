package dev.stillroom.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.StrictJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets lines through that are messages. Any other is answered with an error and passed over, so
 * that a client that makes a mistake is told so and goes on.
 */
final class GuardedLines extends InputStream {

  /** The longest line that is read, in bytes. */
  static final int LONGEST_LINE = 1 << 20;

  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;

  private final InputStream in;
  private final WholeLines answers;
  private final Runnable ended;
  private byte[] line = new byte[0];
  private int at;
  private boolean over;

  /**
   * @param ended told once, when nothing more comes
   */
  GuardedLines(InputStream in, WholeLines answers, Runnable ended) {
    this.in = new BufferedInputStream(in);
    this.answers = answers;
    this.ended = ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == line.length && !over) {
      next();
    }
    if (over) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, to, from, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return line.length - at;
  }

  private void next() throws IOException {
    line = new byte[0];
    at = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int read;
    long length = 0;
    try {
      for (read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
        length++;
        if (length <= LONGEST_LINE) {
          bytes.write(read);
        }
      }
    } catch (IOException broken) {
      read = -1;
      length = 0;
    }
    if (read < 0) {
      // What has no end of line is no whole message.
      over = true;
      ended.run();
      return;
    }
    if (length > LONGEST_LINE) {
      refuse(
          null,
          INVALID_REQUEST,
          "the line has " + length + " bytes; at most " + LONGEST_LINE + " are read: send less");
      return;
    }
    byte[] whole = bytes.toByteArray();
    if (!new String(whole, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
      look(whole);
    }
  }

  private void look(byte[] whole) throws IOException {
    JsonNode message;
    try {
      message = StrictJson.read(whole);
    } catch (IOException noJson) {
      refuse(null, PARSE_ERROR, "the line is no JSON: " + noJson.getMessage());
      return;
    }
    String wrong = wrong(message);
    if (wrong != null) {
      refuse(message.path("id"), INVALID_REQUEST, wrong);
      return;
    }
    // Written anew: line separators that JSON allows would end the line for some readers.
    byte[] text = message.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    line = java.util.Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
  }

  /** What keeps a value from being a message; null where nothing does. */
  private static String wrong(JsonNode message) {
    if (!message.isObject()) {
      return "a message is an object, one a line";
    }
    if (!message.path("jsonrpc").asText().equals("2.0")) {
      return "a message has \"jsonrpc\": \"2.0\"";
    }
    JsonNode id = message.path("id");
    if (!id.isMissingNode() && !id.isTextual() && !id.isIntegralNumber()) {
      return "a message's \"id\" is a string or a whole number";
    }
    if (id.asText().length() > 200) {
      return "a message's \"id\" has at most 200 characters";
    }
    if (message.has("method")) {
      if (!message.get("method").isTextual()) {
        return "a message's \"method\" is a string";
      }
      boolean plain = !message.has("params") || message.get("params").isObject();
      return plain ? null : "a message's \"params\" are an object";
    }
    boolean answer = !id.isMissingNode() && (message.has("result") || message.has("error"));
    return answer ? null : "a message has a \"method\", or is an answer";
  }

  private void refuse(JsonNode id, int code, String why) throws IOException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("jsonrpc", "2.0");
    boolean named = id != null && (id.isTextual() || id.isIntegralNumber());
    answer.set("id", named && id.asText().length() <= 200 ? id : null);
    answer.putObject("error").put("code", code).put("message", why);
    answers.line(answer.toString());
  }
}
