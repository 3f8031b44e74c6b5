package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.FillPanel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How forms of many builds take what is put into them, give it back, and are kept from taking. */
class FillFormTest {

  private static FormsScene scene;
  private FillPanel panel;

  @BeforeAll
  static void open() throws IOException {
    scene = FormsScene.set();
  }

  @AfterAll
  static void close() throws IOException {
    scene.close();
  }

  @AfterEach
  void closePanel() {
    if (panel != null) {
      panel.close();
    }
  }

  @Test
  void aLibrarysControlledInputsKeepWhatWasFilledAndGiveItBack() {
    Page page = at("react", "{}");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("First name", "Ada");
    values.put("Street and house number", "12 Mill Lane");
    values.put("Country", "United Kingdom");
    fill(values);
    assertEquals("Ada", page.evaluate("() => held.first"));
    assertEquals("12 Mill Lane", page.evaluate("() => held.street"));
    assertEquals("United Kingdom", FormsScene.held(page).get("country"));
    panel.undo();
    assertEquals("", page.evaluate("() => held.first + held.street + held.land"));
  }

  @Test
  void fieldsOfWebComponentsAndFramesAreFilled() {
    Page page = at("components", "{}");
    fill(Map.of("Recipient name", "Ada Fairweather", "City", "Leeds"));
    assertEquals("Ada Fairweather", FormsScene.held(page).get("name"));
    assertEquals("Leeds", FormsScene.held(page).get("city"));
    panel.close();
    page = at("frames", "{}");
    fill(Map.of("Your name", "Ada Fairweather", "Postcode", "LS1 4DY"));
    assertEquals("Ada Fairweather", FormsScene.held(page).get("name"));
    assertEquals("LS1 4DY", FormsScene.held(page).get("postcode"));
    panel.undo();
    assertTrue(FormsScene.held(page).values().stream().allMatch(String::isEmpty));
  }

  @Test
  void aMaskMayWriteItsOwnWayAndARejectedValueIsPutBackAndMarked() {
    Page page = at("masked", "{}");
    fill(
        Map.of(
            "Phone", "+441134960018",
            "Post code", "ls1 4dy",
            "Delivery date", "04122026",
            "City", "Leeds"));
    Map<String, String> held = FormsScene.held(page);
    assertEquals("+44 1134 960018", held.get("phone"));
    assertEquals("LS1 4DY", held.get("postcode"));
    assertEquals("04/12/2026", held.get("date"));
    assertEquals("", held.get("rejected"), "the city's pattern takes four small letters");
    assertTrue(
        panel.outcomes().contains("rejected: City would not take the value and is as it was"),
        () -> "" + panel.outcomes());
  }

  @Test
  void datesListsRadiosNumbersAndTicksAreFilledAndUndoneExactly() {
    Page page = at("choices", "{}");
    fill(
        Map.of(
            "Recipient", "Ada Fairweather",
            "Delivery date", "2026-12-04",
            "Country", "United Kingdom",
            "Shipping", "exp",
            "Number of parcels", "2",
            "Gift wrapping", "on"));
    Map<String, String> held = FormsScene.held(page);
    assertEquals("2026-12-04", held.get("date-iso"));
    assertEquals("United Kingdom", held.get("country"));
    assertEquals("exp", held.get("shipping"));
    assertEquals("2", held.get("parcels"));
    assertEquals("on", held.get("none"));
    panel.undo();
    Map<String, String> after = FormsScene.held(page);
    assertEquals("", after.get("shipping"), "no radio button is chosen, as before");
    assertEquals("France", after.get("country"));
    assertEquals("", after.get("none") + after.get("date-iso") + after.get("parcels"));
  }

  @Test
  void partsThatAreWrittenIntoLikeADocumentAreFilledWithTheirLines() {
    Page page = at("notes", "{}");
    fill(Map.of("Name", "Ada Fairweather", "Address", "12 Mill Lane\nLeeds"));
    Map<String, String> held = FormsScene.held(page);
    assertEquals("Ada Fairweather", held.get("name"));
    assertEquals("12 Mill Lane\nLeeds", held.get("address").replaceAll("\n+", "\n"));
    panel.undo();
    assertEquals("", FormsScene.held(page).get("address"));
  }

  @Test
  void listsThatThePageDrawsItselfAreChosenFromByPressing() {
    Page page = at("widgets", "{}");
    fill(
        Map.of(
            "Full name", "Ada Fairweather",
            "Country", "gb",
            "City", "Leeds",
            "Shipping", "Express",
            "Parcel size", "Large",
            "Delivery date", "04/12/2026"));
    assertEquals(List.of(), panel.outcomes());
    Map<String, String> held = widgets(page);
    assertEquals("gb", held.get("country"));
    assertEquals("Leeds", held.get("town"), "what is suggested was chosen, not only written");
    assertEquals("Leeds", held.get("city"));
    assertEquals("Express", held.get("shipping"));
    assertEquals("Large", held.get("size"));
    assertEquals("04/12/2026", held.get("typed"));
    assertEquals("false", held.get("open"), "no list stays open");
    assertEquals("", held.get("carrier"), "a list that nothing is known of is not opened");
    panel.press("Undo");
    scene.person.untilEqual("the name to be taken back", "", () -> widgets(page).get("name"));
    scene.person.untilEqual("the city, too", "", () -> widgets(page).get("city"));
  }

  @Test
  void whatASuggestingFieldDoesNotOfferIsRejectedAndPutBack() {
    Page page = at("widgets", "{}");
    fill(Map.of("City", "Otley"));
    assertTrue(
        panel.outcomes().contains("rejected: City would not take the value and is as it was"),
        () -> "" + panel.outcomes());
    assertEquals("", widgets(page).get("city"));
  }

  @Test
  void whatOnlyThePersonCanChooseIsSaidToBeLeftForThem() {
    at("widgets", "{}");
    for (String left :
        List.of(
            "Extras: choose in the list yourself",
            "Days: choose in the list yourself",
            "Carrier: choose yourself",
            "Pick-up date: choose yourself in the calendar",
            "Colour of the label: fill in yourself",
            "Packing list: fill in yourself",
            "A part of this page is from post.localhost")) {
      assertTrue(panel.text().contains(left), () -> left + " in\n" + panel.text());
    }
    assertEquals(
        "yours to tick", panel.row("Call before delivery").locator(".sureness").innerText());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> widgets(Page page) {
    return (Map<String, String>) page.evaluate("() => held()");
  }

  @Test
  void theStepsOfAFormAreOfferedAsTheyAppear() {
    Page page = at("steps", "{}");
    assertEquals(List.of("Full name", "E-mail"), List.copyOf(panel.rows().keySet()));
    fill(Map.of("Full name", "Ada Fairweather"));
    page.locator("button").first().click();
    scene.person.untilEqual(
        "the second step in the preview",
        List.of("Street address", "Postcode", "City"),
        () -> List.copyOf(panel.rows().keySet()));
    fill(Map.of("City", "Leeds"));
    assertEquals("Leeds", FormsScene.held(page).get("city"));
    panel.undo();
    assertEquals("", FormsScene.held(page).get("city"));
    assertEquals(
        "Ada Fairweather", FormsScene.held(page).get("name"), "the first step was confirmed");
  }

  @Test
  void aPageThatTakesAllAndEmptiesItselfAtOnceHasTakenIt() {
    Page page = at("pull#5", "{}");
    fill(Map.of("Full name", "Ada Fairweather", "E-mail", "ada@fairweather.example"));
    assertEquals("Ada Fairweather", page.evaluate("() => taken.join()"));
    assertEquals(
        List.of(
            "emptied: Full name was taken by the page, which is empty again",
            "emptied: E-mail was taken by the page, which is empty again"),
        panel.outcomes());
    assertEquals(0, panel.button("Undo").count(), "there is nothing to take back");
  }

  @Test
  void whatThePersonTypedStaysAlsoWhenItIsTypedAfterThePreview() {
    Page page = at("plain", "{}");
    panel.correct("City", "Leeds");
    panel.correct("Full name", "Ada Fairweather");
    page.bringToFront();
    page.locator("[data-check=city]").fill("Otley");
    panel.fill();
    Map<String, String> held = FormsScene.held(page);
    assertEquals("Otley", held.get("city"));
    assertEquals("Ada Fairweather", held.get("name"));
    assertTrue(panel.outcomes().stream().anyMatch(line -> line.startsWith("taken: City")));
    panel.undo();
    assertEquals("Otley", FormsScene.held(page).get("city"));
  }

  @Test
  void passwordsCodesCardsSearchesAndLockedFieldsAreNotEvenOffered() {
    at("plain", "{}");
    assertFalse(panel.rows().containsKey("Choose a password"));
    assertFalse(panel.rows().containsKey("Search the shop"));
    assertTrue(panel.text().contains("1 for passwords, cards or codes"), panel.text());
  }

  @Test
  void aPageThatHidesFieldsAndForgesEventsGetsNothingForThem() {
    Page page = at("hostile", "{}");
    assertEquals(List.of("E-mail"), List.copyOf(panel.rows().keySet()));
    fill(Map.of("E-mail", "ada@fairweather.example"));
    assertEquals(
        "",
        page.evaluate(
            """
            () => [...document.querySelectorAll('[data-hidden]'),
              ...[...document.querySelectorAll('iframe')]
                .flatMap(frame => [...frame.contentDocument.querySelectorAll('input')])]
              .map(one => one.value).join('')
            """));
    assertEquals("ada@fairweather.example", FormsScene.held(page).get("email"));
  }

  @Test
  void aFormThatChangesWhileItIsFilledGetsNoMoreAndSendsNothing() {
    Page page = at("swapped", "{}");
    String address = page.url();
    fill(Map.of("E-mail", "ada@fairweather.example", "City", "Leeds", "Postcode", "LS1 4DY"));
    Map<String, String> held = FormsScene.held(page);
    assertEquals(address, page.url(), "the form was not sent");
    assertEquals("", held.get("city"), "a field that became a password");
    assertEquals("", held.get("postcode"), "a field that moved out of sight");
  }

  private Page at(String form, String source) {
    Page page = scene.form(form);
    panel = scene.panel();
    panel.fromFile("order.json", source);
    panel.awaitPreview();
    return page;
  }

  private void fill(Map<String, String> values) {
    values.forEach(panel::correct);
    panel.fill();
  }
}
