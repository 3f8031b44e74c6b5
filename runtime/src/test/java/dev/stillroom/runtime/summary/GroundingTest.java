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

  /** A stand-in for the encoder: whether a text speaks of rain, of bread, or of neither. */
  private static float[] meaning(String text) {
    boolean rain = text.contains("rain") || text.contains("wet");
    boolean bread = text.contains("bread") || text.contains("loaf");
    return new float[] {rain ? 1 : 0, bread ? 1 : 0, rain || bread ? 0 : 1};
  }

  private static Grounding meant(String text) {
    return new Grounding(
        Document.of(
            Input.of(JsonNodeFactory.instance.objectNode().put("text", text)), new Segmenter()),
        GroundingTest::meaning);
  }

  @Test
  void whatMeansTheSameIsSupportedInOtherWordsAndItsSourceComesFirst() {
    Grounding grounding = meant("All week it rained hard in Arlen. A baker brought bread.");
    Grounding.Found found = grounding.find("It was a wet one.");
    assertTrue(found.supported(), found::toString);
    assertEquals(0, found.sources().getFirst());
    assertFalse(of("All week it rained hard in Arlen.").find("It was a wet one.").supported());
  }

  @Test
  void aMeaningThatIsNotThereOrANumberThatIsNotIsNotSupported() {
    Grounding grounding = meant("All week it rained hard in Arlen.");
    assertFalse(grounding.find("All week it was hard in Arlen.").supported(), "words alone");
    assertFalse(grounding.find("It was a wet one of 12 days.").supported());
    assertFalse(grounding.find("").supported());
  }

  @Test
  void whatStandsAtTheEndOfALongTextIsFoundThere() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_600; i++) {
      text.append("A baker brought bread to house ").append(i).append(" again. ");
    }
    Grounding grounding = meant(text + "All week it rained hard in Arlen.");
    Grounding.Found found = grounding.find("In Arlen it rained hard, it was a wet week.");
    assertTrue(found.supported(), found::toString);
    assertEquals(1_600, found.sources().getFirst());
    assertFalse(grounding.find("All week it was hard in Arlen.").supported(), "words alone");
  }

  @Test
  void anEmptyTextSupportsNothing() {
    Grounding.Found found = of("").find("The bridge opens.");
    assertFalse(found.supported());
    assertTrue(found.sources().isEmpty());
  }
}
