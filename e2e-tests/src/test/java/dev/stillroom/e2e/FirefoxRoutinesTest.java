package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.Offices;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps in pages in Firefox: recorded by name, found as a routine, done again in the sidebar. */
class FirefoxRoutinesTest {

  private static final String DOWN = "\uE015";
  private static final String TITLE = "Submit “Save order” on orders.localhost";
  private static final List<String> NAMES =
      List.of("Hazel Thorn", "Rowan Ash", "Ivy Holm", "Basil Birch", "Linden Yew");

  @Test
  void whatIsDoneAgainAndAgainIsRecordedSuggestedAndDoneAgain() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed()) {
      Offices.orders(scene.site);
      scene.watch(Offices.ORDERS);
      Firefox.Tab popup = scene.firefox.open("popup.html");
      FirefoxScene.slowly(popup, 3);
      for (int i = 0; i < NAMES.size(); i++) {
        order(scene, popup, i);
      }
      String card = "article[data-kind=proposal]";
      suggested(popup, card);
      popup.press(card, "Yes, learn it");
      popup.awaitText("article[data-kind=task]", TITLE);
      recorded(scene);

      Firefox.Tab page = scene.firefox.visit(scene.site.url(Offices.ORDERS, "/"));
      FirefoxPage over = scene.firefox.window().popup();
      over.press("article[data-kind=task]", "Do it again");
      FirefoxPage sidebar = scene.firefox.window().sidebar();
      sidebar.fillIn("Customer", "Olive Reed");
      sidebar.fillIn("Amount", "77");
      sidebar.press("Do it");
      sidebar.await("section[data-kind=done]");
      scene
          .firefox
          .window()
          .screenshot(sidebar, FirefoxScene.SCREENSHOTS.resolve("sidebar-repeat.png"));
      page.until("what was ordered", () -> page.shown("#what").equals("Olive Reed, 77, by post"));
    }
  }

  private static void suggested(FirefoxPage popup, String card) {
    try {
      popup.awaitText(card, TITLE);
    } catch (AssertionError none) {
      throw new AssertionError(
          "nothing is suggested; recorded was " + asked(popup, "", 200, "JSON.stringify(told)"),
          none);
    }
  }

  /** The live view: named steps without values, each to be deleted. */
  private static void recorded(FirefoxScene scene) throws IOException {
    Firefox.Tab options = scene.firefox.open("options.html#privacy");
    options.await("li[data-kind=event]");
    String listed = options.shown("ul[data-kind=events]");
    for (String line : List.of("☞ New order", "✎ Customer: …", "☑ Delivery", "⏎ Save order")) {
      assertTrue(listed.contains(line), line + " in " + listed);
    }
    for (String name : NAMES) {
      assertFalse(listed.contains(name), listed);
      assertEquals(0, SceneFiles.holding(scene.stage.home(), name).size(), name);
    }
    FirefoxScene.look(options, "options-privacy", 480, 1100);
    int before = options.count("li[data-kind=event]");
    options.click("li[data-kind=event] button");
    options.until("one line less", () -> options.count("li[data-kind=event]") == before - 1);
    options.close();
  }

  private static void order(FirefoxScene scene, Firefox.Tab popup, int i) throws IOException {
    Firefox.Tab page = scene.firefox.visit(scene.site.url(Offices.ORDERS, "/"));
    scene.untilSeen(popup, Offices.ORDERS);
    page.click("a[href='/new']");
    page.await("[name=customer]");
    scene.untilSeen(popup, Offices.ORDERS);
    page.click("[name=customer]");
    page.keys("", NAMES.get(i).split(""));
    page.click("[name=amount]");
    page.keys("", String.valueOf(10 + i).split(""));
    page.text("document.querySelector('[name=delivery]').focus()");
    page.keys("", DOWN);
    page.click("form button");
    page.await("#what");
    untilRecorded(popup, "Save order", 2 * (i + 1));
  }

  private static void untilRecorded(FirefoxPage own, String word, int times) {
    own.until(
        times + " events with " + word,
        () -> asked(own, word, 1, "told.ok ? told.value.total : -1").equals(String.valueOf(times)));
  }

  /** What the host has recorded, of a word. */
  private static String asked(FirefoxPage own, String word, int limit, String what) {
    return own.text(
        """
        chrome.runtime.sendMessage({ask: 'host',
          request: {type: 'listEvents', since: null, query: '%s', limit: %d}}).then(told => %s)
        """
            .formatted(word, limit, what));
  }
}
