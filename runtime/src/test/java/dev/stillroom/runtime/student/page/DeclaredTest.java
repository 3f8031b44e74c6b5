package dev.stillroom.runtime.student.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.runtime.page.PageReader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclaredTest {

  private static Declared of(String html) throws Exception {
    return Declared.of(PageReader.read(html));
  }

  @Test
  void aValueHasTheNamesThatThePageGivesItsMachineReaders() throws Exception {
    Declared declared =
        of(
            "<head><meta property=\"og:title\" content=\" Brass  clock \">"
                + "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"Product\","
                + "\"name\":\"Brass clock\",\"offers\":[{\"@type\":\"Offer\",\"price\":24.50}],"
                + "\"brand\":{\"name\":\"Harrow\"}}]}</script></head>");
    assertEquals(Set.of("meta og:title", "Product.name"), declared.names("Brass clock"));
    assertEquals(Set.of("Offer.price"), declared.names("24.5"));
    assertEquals(Set.of("brand.name"), declared.names("Harrow"));
    assertEquals(Set.of(), declared.names("clock"));
  }

  @Test
  void whatIsNoJsonOrEndlessDeclaresNothing() throws Exception {
    String script = "<script type=\"application/ld+json\">";
    assertEquals(Set.of(), of(script + "{\"name\":\"x y\"").names("x y"));
    assertEquals(Set.of(), of(script + "[".repeat(5_000) + "</script>").names("x y"));
    String endless = "{\"name\":\"x y\",\"price\":1e99999999999}";
    assertEquals(Set.of(), of(script + endless + "</script>").names("x y"));
    String many = "[" + "\"ab\",".repeat(100_000) + "\"last\"]";
    assertEquals(Set.of(), of(script + many + "</script>").names("last"));
  }
}
