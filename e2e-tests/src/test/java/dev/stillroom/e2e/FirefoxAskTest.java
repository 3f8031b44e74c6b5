package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.site.LargeModel;
import dev.stillroom.e2e.site.Letters;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large models in Firefox: one is added, shown what would leave, asked, gives lessons, removed. */
class FirefoxAskTest {

  private static final String KEY = "sk-made-up-for-this-test-9876543210";
  private static final String TASK = "Complaints";
  private static final String CHOSEN =
      "[...document.querySelectorAll('select')].map(one => one.value).join()";
  private static final String TEACHERS =
      "[...document.querySelectorAll('option')].map(one => one.value).join()";
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
      sidebar.until("cloud to be chosen", () -> sidebar.text(CHOSEN).contains("cloud"));
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
      sidebar.awaitGone(DIALOG);
      assertEquals(0, large.asked().size());
      sidebar.press("Ask");
      sidebar.await(DIALOG);
      sidebar.press(DIALOG, "Send");
      sidebar.awaitText("[data-kind=answer] .said", "yes");
      assertEquals(letter.strip(), large.asked().getFirst().user().strip());
      assertFalse(stored(options).contains(KEY));

      specify(scene, large, options);
      int before = large.asked().size();
      scene.firefox.visit(scene.site.url(Letters.HOST, "/39"));
      sidebar.until("the new question", () -> !question(sidebar).isEmpty());
      sidebar.fillIn("Question", question(sidebar));
      sidebar.fillIn("Who answers", "");
      sidebar.press("Ask");
      sidebar.awaitText("[data-kind=answer] .said", Letters.complains(39));
      assertEquals(before, large.asked().size(), "the small model answers alone");

      remove(scene, options);
      sidebar.until("it to answer no more", () -> !sidebar.text(TEACHERS).contains("cloud"));
    }
  }

  /** A task in words and rows: shown before it is sent, then learned from what the teacher says. */
  private static void specify(FirefoxScene scene, LargeModel large, Firefox.Tab options)
      throws IOException {
    int before = large.asked().size();
    options.press("New task");
    options.fillIn("Name", TASK);
    options.fillIn("What is to be done, in words", "Does the writer complain?");
    options.fillIn("Labels, parted by semicolons", "yes; no");
    options.fillIn("Rows", Letters.table("answer", 40, 16, Letters::complains));
    options.fillIn("Who answers what has no answer", "cloud");
    options.press("See what happens");
    options.awaitText("[data-kind=task-preview]", "16 of your own answers, 24 rows");
    options.awaitText("[data-kind=task-preview]", "[email-1]");
    assertEquals(before, large.asked().size(), "looking sends nothing");
    FirefoxScene.look(options, "options-specify", 420, 1000);
    options.press("Send this and learn it");
    options.until("it to be learned", () -> phase(scene).equals("READY"));
    assertTrue(large.asked().size() >= before + 24, "each row without an answer was asked about");
  }

  private static String phase(FirefoxScene scene) {
    try {
      return scene.ask("tasks", "list").path("tasks").path(0).path("phase").asText();
    } catch (IOException notNow) {
      return "";
    }
  }

  /** The value by which the sidebar's list knows the task. */
  private static String question(FirefoxPage sidebar) {
    return sidebar.text(
        "[...document.querySelectorAll('option')].find(one => one.text === '%s')?.value ?? ''"
            .formatted(TASK));
  }

  private static void remove(FirefoxScene scene, Firefox.Tab options) throws IOException {
    String teacher = "[data-kind=teachers] [data-kind=teacher]";
    options.press(teacher, "Remove");
    options.awaitText(teacher, "cloud and its key are removed, and what you agreed to for it.");
    FirefoxScene.look(options, "options-remove-teacher", 420, 1000);
    options.press(teacher, "Cancel");
    options.press(teacher, "Remove");
    options.press(teacher, "Yes, remove it");
    options.awaitGone(teacher);
    assertEquals(0, scene.ask("teacher", "list").path("teachers").size());
    assertEquals(List.of(), SceneFiles.holding(scene.stage.home(), KEY), "its key is gone, too");
  }

  private static String stored(Firefox.Tab page) {
    return page.text(
        "Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)])"
            + ".then(JSON.stringify)");
  }
}
