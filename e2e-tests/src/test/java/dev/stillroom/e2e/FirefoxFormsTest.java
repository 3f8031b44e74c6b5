package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.Forms;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How forms of many builds take what is put into them in Firefox, and give it back. */
class FirefoxFormsTest {

  private static FirefoxScene scene;
  private Firefox.Tab page;
  private FirefoxPage panel;

  @BeforeAll
  static void open() throws IOException {
    scene = FirefoxScene.agreed();
    Forms.putUp(scene.site);
  }

  @AfterAll
  static void close() {
    if (scene != null) {
      scene.close();
    }
  }

  @AfterEach
  void closePanel() throws IOException {
    scene.firefox.window().closeSidebar();
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
    assertEquals(
        List.of("City would not take the value and is as it was"),
        panel.all("[data-outcome=rejected]"));
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
    assertEquals(List.of(), panel.all("ul[data-kind=not-filled] li"));
    assertEquals("gb", widget("country"));
    assertEquals("Leeds", widget("town"), "what is suggested was chosen, not only written");
    assertEquals("Express", widget("shipping"));
    assertEquals("Large", widget("size"));
    assertEquals("false", widget("open"), "no list stays open");
    panel.press("Undo");
    page.until("the name to be taken back", () -> widget("name").isEmpty());
    page.until("the city, too", () -> widget("city").isEmpty());
  }

  @Test
  void theStepsOfAFormAreOfferedAsTheyAppear() throws IOException {
    at("steps");
    fill(Map.of("Full name", "Ada Fairweather"));
    page.click("button");
    panel.await(row("Street address"));
    fill(Map.of("City", "Leeds"));
    assertEquals("Leeds", held().get("city"));
    undo();
    assertEquals("", held().get("city"));
    assertEquals("Ada Fairweather", held().get("name"), "the first step was confirmed");
  }

  private void at(String form) throws IOException {
    page = scene.firefox.visit(scene.site.url(Forms.OFFICE, "/" + form));
    scene.firefox.window().popup().press("Fill a form");
    panel = scene.firefox.window().sidebar();
    panel.await("[data-kind=sources]");
    panel.text("document.querySelector('details.paste').open = true");
    panel.fill("details.paste textarea", "{}");
    panel.press("Use this text");
    panel.await("section[data-kind=preview]");
  }

  private static String row(String name) {
    return "li[data-kind=fill-row][data-name='" + name + "']";
  }

  private void fill(Map<String, String> values) {
    values.forEach(
        (name, value) ->
            panel.fill("%1$s > input, %1$s > select, %1$s > textarea".formatted(row(name)), value));
    // What became of the step before may still stand there.
    String before = lastFill();
    panel.click("section[data-kind=preview] button.primary");
    panel.until("the form to be filled", () -> !lastFill().equals(before));
  }

  private String lastFill() {
    return panel.text("document.querySelector('[data-kind=filled-form]')?.dataset.fill ?? ''");
  }

  private void undo() {
    panel.press("Undo");
    panel.until("it to be as before", () -> !panel.there("section[data-kind=filled-form]"));
  }

  private String widget(String name) {
    return page.text("held()." + name);
  }

  private Map<String, String> held() {
    String held = page.text("JSON.stringify((" + FormsScene.HELD.strip() + ")())");
    try {
      return new ObjectMapper().readValue(held, new TypeReference<Map<String, String>>() {});
    } catch (IOException noPage) {
      throw new AssertionError(held, noPage);
    }
  }
}
