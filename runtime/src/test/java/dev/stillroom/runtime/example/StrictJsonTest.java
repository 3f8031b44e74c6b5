package dev.stillroom.runtime.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static JsonNode read(String json) throws IOException {
    return StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"19.90", "24.0", "12345678.9", "0.000001", "-0.50", "1234567890123456789012", "7"})
  void aNumberIsWhatIsWritten(String number) throws IOException {
    assertEquals(number, read("[" + number + "]").get(0).asText());
    assertEquals("[" + number + "]", read("[" + number + "]").toString());
  }

  @Test
  void whatComputesWithItSeesTheNumber() throws IOException {
    assertEquals(19.9, read("19.90").doubleValue());
    assertEquals(read("[19.9]"), read("[19.90]"));
    assertEquals(1e300, read("1e300").asDouble());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e400", "-1e400", "1e999999999", "1e-999999999", "0e999999999", "1e99999999999"})
  void aNumberThatNothingCanComputeWithIsRefused(String number) {
    String message =
        assertThrows(IOException.class, () -> read("{\"a\": [" + number + "]}")).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.length() <= 320, message);
  }
}
