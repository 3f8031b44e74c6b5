package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.LargeModel;
import dev.stillroom.e2e.site.Letters;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** "Ask" in Firefox's sidebar: a large model is added, shown what would leave, and asked. */
class FirefoxAskTest {

  private static final String KEY = "sk-made-up-for-this-test-9876543210";
  private static final String DIALOG = "dialog[data-kind=would-leave]";

  @Test
  void nothingLeavesBeforeItWasShownAndTheAnswerStandsInTheSidebar() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed();
        LargeModel large = LargeModel.start()) {
      Letters.putUp(scene.site, 4);
      Firefox.Tab options = scene.firefox.open("options.html#teachers");
      options.press("Add a model");
      options.fillIn("What you call it", "cloud");
      options.fillIn("Address", large.url());
      options.fillIn("The model's name there", "large");
      options.fillIn("Key", KEY);
      options.press("Add");
      options.await("[data-kind=teachers] [data-kind=teacher]");
      FirefoxScene.look(options, "options-teachers", 420, 1000);
      assertFalse(stored(options).contains(KEY), "a key is never kept in the browser");

      scene.firefox.visit(scene.site.url(Letters.HOST, "/2"));
      FirefoxPage popup = scene.firefox.window().popup();
      popup.press("Ask about this page");
      FirefoxPage sidebar = scene.firefox.window().sidebar();
      sidebar.fillIn("What do you want to know?", "Is this a complaint? Answer yes or no.");
      sidebar.fillIn("About", "page");
      String chosen = "[...document.querySelectorAll('select')].map(one => one.value).join()";
      sidebar.until("cloud to be chosen", () -> sidebar.text(chosen).contains("cloud"));
      sidebar.press("Ask");
      sidebar.await(DIALOG);
      assertEquals(0, large.asked().size(), "nothing is sent before the person has seen it");
      String letter = sidebar.shown(DIALOG + " [data-kind=data]");
      assertTrue(letter.contains("[email-1]") && !letter.contains("@letters.example"), letter);
      scene
          .firefox
          .window()
          .screenshot(sidebar, FirefoxScene.SCREENSHOTS.resolve("sidebar-ask.png"));
      sidebar.press(DIALOG, "Cancel");
      sidebar.until("the question to go", () -> !sidebar.there(DIALOG));
      assertEquals(0, large.asked().size());
      sidebar.press("Ask");
      sidebar.await(DIALOG);
      sidebar.press(DIALOG, "Send");
      sidebar.awaitText("[data-kind=answer] .said", "yes");
      assertEquals(letter.strip(), large.asked().getFirst().user().strip());
      assertFalse(stored(options).contains(KEY));
    }
  }

  private static String stored(Firefox.Tab page) {
    return page.text(
        "Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)])"
            + ".then(JSON.stringify)");
  }
}
