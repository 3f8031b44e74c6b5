package dev.stillroom.runtime.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The extension's own test holds its snapshot of the same page against the same file. */
  @Test
  void aPagesSnapshotIsTheOneTheExtensionMakes() throws Exception {
    Page page = PageReader.read(resource("product.html"));
    assertEquals(JSON.readTree(resource("product.json")), PageJson.write(page));
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    JsonNode json = PageJson.write(PageReader.read(resource("product.html")));
    Page page = PageJson.read(json);
    assertEquals(json, PageJson.write(page));
    assertEquals("Copper kettle, 2 litres", page.textOf(page.all("h1").getFirst()));
    assertTrue(page.isHidden(page.all("img").getFirst()));
    assertFalse(page.data(page.all("script").getFirst()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"page\":2,\"nodes\":[]}",
        "{\"page\":1,\"nodes\":{}}",
        "{\"page\":1,\"nodes\":[[-1,\"#text\",\"no element around it\"]]}",
        "{\"page\":1,\"nodes\":[[0,\"div\"]]}",
        "{\"page\":1,\"nodes\":[[-1,\"div\"],[1,\"p\"]]}",
        "{\"page\":1,\"nodes\":[[-1,\"div\"],[0,\"p\"],[0,\"p\"],[1,\"#text\",\"closed\"]]}",
        "{\"page\":1,\"nodes\":[[-1,\"div\"],[0,\"#text\"]]}",
        "{\"page\":1,\"nodes\":[7]}",
        "{\"page\":1,\"nodes\":[[-2,\"div\"]]}"
      })
  void whatIsNoSnapshotIsRefused(String json) {
    assertThrows(PageRefused.class, () -> PageJson.read(JSON.readTree(json)));
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = PageJsonTest.class.getResourceAsStream("snapshot/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
