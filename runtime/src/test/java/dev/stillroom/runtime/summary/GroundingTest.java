package dev.stillroom.runtime.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.example.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroundingTest {

  private static final String TEXT =
      "The council of Arlen decided to renew the old bridge. It will cost 1,200 euros a day for"
          + " three years. A baker brought bread. The ferry of Gant stays until the bridge opens.";

  private static Grounding of(String text) {
    return new Grounding(
        Document.of(
            Input.of(JsonNodeFactory.instance.objectNode().put("text", text)), new Segmenter()));
  }

  @Test
  void aParaphraseIsLinkedToItsSourcesTheNearestFirst() {
    Grounding.Found found = of(TEXT).find("Renewing the old bridge costs 1200 euros a day.");
    assertTrue(found.supported(), found::toString);
    assertTrue(found.sources().containsAll(List.of(0, 1)), found::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The bridge will cost 1,300 euros a day.",
        "The council of Dunmor decided to renew the old bridge.",
        "Scientists found a cure for the common cold.",
        ""
      })
  void whatTheTextDoesNotSayIsNotSupported(String written) {
    assertFalse(of(TEXT).find(written).supported(), written);
  }

  @Test
  void aMissingNumberOrNameIsNamed() {
    assertEquals(
        List.of("1,300", "Dunmor"),
        of(TEXT).find("It costs 1,300 euros, and Dunmor pays.").missing());
  }

  @Test
  void everySentenceOfATextSupportsItself() {
    Grounding grounding = of(TEXT);
    int i = 0;
    for (String sentence : TEXT.split("(?<=\\.) ")) {
      Grounding.Found found = grounding.find(sentence);
      assertTrue(found.supported(), sentence);
      assertEquals(i++, found.sources().getFirst());
    }
  }

  @Test
  void anEmptyTextSupportsNothing() {
    Grounding.Found found = of("").find("The bridge opens.");
    assertFalse(found.supported());
    assertTrue(found.sources().isEmpty());
  }
}
