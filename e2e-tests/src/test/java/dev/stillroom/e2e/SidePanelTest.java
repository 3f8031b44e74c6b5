package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The browser's own side panel, opened by a click and by the menu, beside the page in its tab. */
class SidePanelTest {

  private static final String ROWS =
      "JSON.stringify([...document.querySelectorAll('section[data-kind=result] tbody tr')]"
          + ".map(row => [...row.cells].map(cell => cell.innerText.trim())))";

  @Test
  void thePopupsButtonOpensItAndThePageBesideItIsPickedFrom() throws IOException {
    try (PickScene scene = PickScene.open()) {
      Person person = scene.person();
      scene.visit("/people");
      Page over = person.open("popup.html?tab=" + tab(person));
      over.getByText("Pick fields").click();
      person.turnToBrowsing();
      person.until("the side panel", () -> offers(person, "Pick the first field"));
      press(person, "Pick the first field");
      person.until(
          "the page to be picked from",
          () -> person.inSidePanel("document.body.innerText").contains("Click a value"));
      var box = scene.cell(1, 0).boundingBox();
      scene.page().mouse().click(box.x + 12, box.y + box.height / 2);
      person.untilEqual(
          "the column",
          "[[\"Ada\"],[\"Alan\"],[\"Grace\"],[\"Edsger\"]]",
          () -> person.inSidePanel(ROWS));
    }
  }

  @Test
  void theMenuOverASelectedTextOpensItWithThatText() throws IOException {
    try (PickScene scene = PickScene.open()) {
      Person person = scene.person();
      scene.visit("/product/17");
      String tab = tab(person);
      scene.page().locator("h1").selectText();
      Page gesture = person.open("popup.html?tab=" + tab);
      person.inWorker(
          "chrome.tabs.get(%s).then(tab => chrome.contextMenus.onClicked.dispatch({menuItemId: 'pick-selection'}, tab))"
              .formatted(tab));
      person.until(
          "the panel to be set up for the selection",
          () ->
              String.valueOf(
                      gesture.evaluate(
                          "async id => (await chrome.sidePanel.getOptions({tabId: id})).path",
                          Integer.valueOf(tab)))
                  .contains("selection=1"));
      // A menu's click that a test makes is no gesture to the browser; a click in a page is.
      gesture.evaluate(
          "id => document.addEventListener('pointerup',"
              + " () => chrome.sidePanel.open({tabId: id}), {once: true})",
          Integer.valueOf(tab));
      gesture.mouse().click(3, 3);
      person.turnToBrowsing();
      person.untilEqual(
          "the selected text",
          "Copper still",
          () -> person.inSidePanel("document.querySelector('textarea.text')?.value.trim()"));
    }
  }

  private static String tab(Person person) {
    String url = person.page().url().replaceAll(":\\d+/", "/").replaceAll("[?#].*", "*");
    return String.valueOf(
        person.popup().page().evaluate("async url => (await chrome.tabs.query({url}))[0].id", url));
  }

  private static boolean offers(Person person, String button) {
    return person.inSidePanel(named(button) + " !== undefined").equals("true");
  }

  private static void press(Person person, String button) {
    assertEquals("1", person.inSidePanel("(" + named(button) + ".click(), 1)"));
  }

  private static String named(String button) {
    return "[...document.querySelectorAll('button')].find(b => b.innerText.trim() === '%s')"
        .formatted(button);
  }
}
