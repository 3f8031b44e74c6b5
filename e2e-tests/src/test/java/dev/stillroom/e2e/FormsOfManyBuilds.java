package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How forms of many builds take what is put into them and give it back, in any browser. */
abstract class FormsOfManyBuilds {

  static final String REJECTED = "rejected: City would not take the value and is as it was";

  /** Opens a form, and beside it the panel with an empty document as the source. */
  abstract void at(String form) throws IOException;

  /** Writes values into rows of the preview and fills the form. */
  abstract void fill(Map<String, String> values);

  /** Takes the fill back, and waits until that is done. */
  abstract void undo();

  /** Presses a button of the panel. */
  abstract void press(String button);

  /** Clicks what stands at a place of the form's page. */
  abstract void click(String selector);

  /** The names of the preview's rows. */
  abstract List<String> rows();

  /** What became of fields that are not simply filled. */
  abstract List<String> outcomes();

  /** What stands in the form, by what belongs there. */
  abstract Map<String, String> held();

  /** The same of a page that draws its lists itself, as it says. */
  abstract Map<String, String> drawn();

  abstract void until(String what, BooleanSupplier condition);

  @Test
  void fieldsOfWebComponentsAreFilled() throws IOException {
    at("components");
    fill(Map.of("Recipient name", "Ada Fairweather", "City", "Leeds"));
    assertEquals("Ada Fairweather", held().get("name"));
    assertEquals("Leeds", held().get("city"));
  }

  @Test
  void fieldsOfFramesAreFilled() throws IOException {
    at("frames");
    fill(Map.of("Your name", "Ada Fairweather", "Postcode", "LS1 4DY"));
    assertEquals("Ada Fairweather", held().get("name"));
    assertEquals("LS1 4DY", held().get("postcode"));
    undo();
    assertTrue(held().values().stream().allMatch(String::isEmpty), held()::toString);
  }

  @Test
  void aMaskMayWriteItsOwnWayAndARejectedValueIsPutBackAndMarked() throws IOException {
    at("masked");
    fill(
        Map.of(
            "Phone", "+441134960018",
            "Post code", "ls1 4dy",
            "Delivery date", "04122026",
            "City", "Leeds"));
    assertEquals("+44 1134 960018", held().get("phone"));
    assertEquals("LS1 4DY", held().get("postcode"));
    assertEquals("04/12/2026", held().get("date"));
    assertEquals("", held().get("rejected"), "the city's pattern takes four small letters");
    assertTrue(outcomes().contains(REJECTED), () -> "" + outcomes());
  }

  @Test
  void datesListsRadiosNumbersAndTicksAreFilledAndUndoneExactly() throws IOException {
    at("choices");
    fill(
        Map.of(
            "Recipient", "Ada Fairweather",
            "Delivery date", "2026-12-04",
            "Country", "United Kingdom",
            "Shipping", "exp",
            "Number of parcels", "2",
            "Gift wrapping", "on"));
    assertEquals("2026-12-04", held().get("date-iso"));
    assertEquals("United Kingdom", held().get("country"));
    assertEquals("exp", held().get("shipping"));
    assertEquals("2", held().get("parcels"));
    assertEquals("on", held().get("none"));
    undo();
    Map<String, String> after = held();
    assertEquals("", after.get("shipping"), "no radio button is chosen, as before");
    assertEquals("France", after.get("country"));
    assertEquals("", after.get("none") + after.get("date-iso") + after.get("parcels"));
  }

  @Test
  void partsThatAreWrittenIntoLikeADocumentAreFilledWithTheirLines() throws IOException {
    at("notes");
    fill(Map.of("Name", "Ada Fairweather", "Address", "12 Mill Lane\nLeeds"));
    assertEquals("Ada Fairweather", held().get("name"));
    assertEquals("12 Mill Lane\nLeeds", held().get("address").replaceAll("\n+", "\n"));
    undo();
    assertEquals("", held().get("address"));
  }

  @Test
  void listsThatThePageDrawsItselfAreChosenFromByPressing() throws IOException {
    at("widgets");
    fill(
        Map.of(
            "Full name", "Ada Fairweather",
            "Country", "gb",
            "City", "Leeds",
            "Shipping", "Express",
            "Parcel size", "Large",
            "Delivery date", "04/12/2026"));
    assertEquals(List.of(), outcomes());
    Map<String, String> drawn = drawn();
    assertEquals("gb", drawn.get("country"));
    assertEquals("Leeds", drawn.get("town"), "what is suggested was chosen, not only written");
    assertEquals("Leeds", drawn.get("city"));
    assertEquals("Express", drawn.get("shipping"));
    assertEquals("Large", drawn.get("size"));
    assertEquals("04/12/2026", drawn.get("typed"));
    assertEquals("false", drawn.get("open"), "no list stays open");
    assertEquals("", drawn.get("carrier"), "a list that nothing is known of is not opened");
    press("Undo");
    until("the name to be taken back", () -> "".equals(drawn().get("name")));
    until("the city, too", () -> "".equals(drawn().get("city")));
  }

  @Test
  void theStepsOfAFormAreOfferedAsTheyAppear() throws IOException {
    at("steps");
    assertEquals(List.of("Full name", "E-mail"), rows());
    fill(Map.of("Full name", "Ada Fairweather"));
    click("button");
    until(
        "the second step in the preview",
        () -> rows().equals(List.of("Street address", "Postcode", "City")));
    fill(Map.of("City", "Leeds"));
    assertEquals("Leeds", held().get("city"));
    undo();
    assertEquals("", held().get("city"));
    assertEquals("Ada Fairweather", held().get("name"), "the first step was confirmed");
  }
}
