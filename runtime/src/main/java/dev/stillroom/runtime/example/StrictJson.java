package dev.stillroom.runtime.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * JSON from files that others wrote: one value, no member twice, bounded nesting and strings, only
 * finite numbers, which stay as they are written (19.90 is not 19.9), nothing behind it.
 */
public final class StrictJson {

  /** How deep values may nest; deeper ones cost stack and say nothing. */
  public static final int MAX_NESTING = 100;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(400)
                          .maxNameLength(1_000)
                          .maxStringLength(16 * 1024 * 1024)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  /**
   * Digits a number may have behind its point, or zeros before it; what computes with more stalls.
   */
  private static final int MOST_SCALE = 1_000;

  /** What the library says of its own settings, which nobody here can change. */
  private static final Pattern LIBRARYS = Pattern.compile(", from `[^`]*`");

  private StrictJson() {}

  /**
   * Reads one JSON value.
   *
   * @throws IOException whose message is one line that says what is wrong
   */
  public static JsonNode read(byte[] bytes) throws IOException {
    JsonNode value;
    try {
      value = MAPPER.readTree(bytes);
    } catch (JsonProcessingException broken) {
      throw new IOException(oneLine(broken));
    } catch (NumberFormatException tooLarge) {
      // The library says so of an exponent that no integer holds.
      throw new IOException("a number is out of range");
    } catch (IOException broken) {
      // Malformed UTF-8 comes as a plain exception.
      throw new IOException(firstLine(broken.getMessage()));
    }
    if (value == null || value instanceof MissingNode) {
      throw new IOException("it is empty");
    }
    requireFinite(value);
    return value;
  }

  private static void requireFinite(JsonNode value) throws IOException {
    if (value.isFloatingPointNumber()
        && (Math.abs((long) value.decimalValue().scale()) > MOST_SCALE
            || !Double.isFinite(value.doubleValue()))) {
      throw new IOException("a number is out of range");
    }
    for (JsonNode child : value) {
      requireFinite(child);
    }
  }

  private static String oneLine(JsonProcessingException broken) {
    String where =
        broken.getLocation() == null ? "" : " (column " + broken.getLocation().getColumnNr() + ")";
    return firstLine(broken.getOriginalMessage()) + where;
  }

  private static String firstLine(String message) {
    String line =
        LIBRARYS
            .matcher(message == null ? "it is not JSON" : message.lines().findFirst().orElse(""))
            .replaceAll("");
    if (line.contains("UTF-8") || line.contains("CTRL-CHAR, code 0")) {
      line += ": save the file as UTF-8";
    }
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
