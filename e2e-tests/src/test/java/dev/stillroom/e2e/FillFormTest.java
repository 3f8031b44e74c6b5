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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same in Chromium, and what forms are kept from taking. */
class FillFormTest extends FormsOfManyBuilds {

  private static FormsScene scene;
  private Page page;
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
    at("react");
    Map<String, String> values = new LinkedHashMap<>();
    values.put("First name", "Ada");
    values.put("Street and house number", "12 Mill Lane");
    values.put("Country", "United Kingdom");
    fill(values);
    assertEquals("Ada", page.evaluate("() => held.first"));
    assertEquals("12 Mill Lane", page.evaluate("() => held.street"));
    assertEquals("United Kingdom", held().get("country"));
    panel.undo();
    assertEquals("", page.evaluate("() => held.first + held.street + held.land"));
  }

  @Test
  void whatASuggestingFieldDoesNotOfferIsRejectedAndPutBack() {
    at("widgets");
    fill(Map.of("City", "Otley"));
    assertTrue(outcomes().contains(REJECTED), () -> "" + outcomes());
    assertEquals("", drawn().get("city"));
  }

  @Test
  void whatOnlyThePersonCanChooseIsSaidToBeLeftForThem() {
    at("widgets");
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

  @Test
  void aPageThatTakesAllAndEmptiesItselfAtOnceHasTakenIt() {
    at("pull#5");
    fill(Map.of("Full name", "Ada Fairweather", "E-mail", "ada@fairweather.example"));
    assertEquals("Ada Fairweather", page.evaluate("() => taken.join()"));
    assertEquals(
        List.of(
            "emptied: Full name was taken by the page, which is empty again",
            "emptied: E-mail was taken by the page, which is empty again"),
        outcomes());
    assertEquals(0, panel.button("Undo").count(), "there is nothing to take back");
  }

  @Test
  void whatThePersonTypedStaysAlsoWhenItIsTypedAfterThePreview() {
    at("plain");
    panel.correct("City", "Leeds");
    panel.correct("Full name", "Ada Fairweather");
    page.bringToFront();
    page.locator("[data-check=city]").fill("Otley");
    panel.fill();
    Map<String, String> held = held();
    assertEquals("Otley", held.get("city"));
    assertEquals("Ada Fairweather", held.get("name"));
    assertTrue(outcomes().stream().anyMatch(line -> line.startsWith("taken: City")));
    panel.undo();
    assertEquals("Otley", held().get("city"));
  }

  @Test
  void passwordsCodesCardsSearchesAndLockedFieldsAreNotEvenOffered() {
    at("plain");
    assertFalse(panel.rows().containsKey("Choose a password"));
    assertFalse(panel.rows().containsKey("Search the shop"));
    assertTrue(panel.text().contains("1 for passwords, cards or codes"), panel.text());
  }

  @Test
  void aPageThatHidesFieldsAndForgesEventsGetsNothingForThem() {
    at("hostile");
    assertEquals(List.of("E-mail"), rows());
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
    assertEquals("ada@fairweather.example", held().get("email"));
  }

  @Test
  void aFormThatChangesWhileItIsFilledGetsNoMoreAndSendsNothing() {
    at("swapped");
    String address = page.url();
    fill(Map.of("E-mail", "ada@fairweather.example", "City", "Leeds", "Postcode", "LS1 4DY"));
    Map<String, String> held = held();
    assertEquals(address, page.url(), "the form was not sent");
    assertEquals("", held.get("city"), "a field that became a password");
    assertEquals("", held.get("postcode"), "a field that moved out of sight");
  }

  @Override
  void at(String form) {
    page = scene.form(form);
    panel = scene.panel();
    panel.fromFile("order.json", "{}");
    panel.awaitPreview();
  }

  @Override
  void fill(Map<String, String> values) {
    values.forEach(panel::correct);
    panel.fill();
  }

  @Override
  void undo() {
    panel.undo();
  }

  @Override
  void press(String button) {
    panel.press(button);
  }

  @Override
  void click(String selector) {
    page.locator(selector).first().click();
  }

  @Override
  List<String> rows() {
    return List.copyOf(panel.rows().keySet());
  }

  @Override
  List<String> outcomes() {
    return panel.outcomes();
  }

  @Override
  Map<String, String> held() {
    return FormsScene.held(page);
  }

  @Override
  @SuppressWarnings("unchecked")
  Map<String, String> drawn() {
    return (Map<String, String>) page.evaluate("() => held()");
  }

  @Override
  void until(String what, BooleanSupplier condition) {
    scene.person.until(what, condition);
  }
}
