package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxMenu;
import dev.stillroom.e2e.site.Desks;
import dev.stillroom.e2e.site.Writing;
import dev.stillroom.e2e.site.Writing.Letter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels in Firefox: learned on a site, taken with one key, asked for in the menu of a page. */
class FirefoxChoicesTest {

  private static final String TRACKER = "tracker.localhost";
  private static final String BLOG = "blog.localhost";
  private static final String ALT = "\uE00A";
  private static final String ENTER = "\uE007";
  private static final String ESCAPE = "\uE00C";
  private static final String TAB = "\uE004";
  private static final String TASK = "article[data-kind=task][data-task^=choose-]";

  @Test
  void aLabelIsSuggestedAfterAFewChoicesAndTakenWithOneKey() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed()) {
      Firefox firefox = scene.firefox;
      List<Letter> issues = Writing.issues(12);
      issues.forEach(issue -> scene.site.putUp(TRACKER, path(issue), Desks.issue(issue)));
      scene.watch(TRACKER);
      Firefox.Tab popup = firefox.open("popup.html");
      Letter next = null;
      for (int i = 0; i < 10 && next == null; i++) {
        Firefox.Tab page = firefox.visit(scene.site.url(TRACKER, path(issues.get(i))));
        scene.untilSeen(popup, TRACKER);
        page.text("document.querySelector('select').focus()");
        page.keys("", issues.get(i).label().split(""));
        page.keys("", TAB);
        if (i >= 7) {
          learn(firefox, popup);
          next = suggests(popup) ? issues.get(i + 1) : null;
        }
      }
      assertTrue(next != null, "nothing was suggested after ten choices");
      Firefox.Tab page = firefox.visit(scene.site.url(TRACKER, path(next)));
      page.text("document.querySelector('select').focus()");
      firefox.until(
          "the suggested label to be taken",
          () -> {
            take(page);
            return !page.text("document.querySelector('select').value").isEmpty();
          });
      classifyElsewhere(scene, popup.attributes(TASK, "aria-label").getFirst(), issues.getLast());
    }
  }

  /** A text on a site that is not watched is marked, and classified from its menu. */
  private static void classifyElsewhere(FirefoxScene scene, String model, Letter letter)
      throws IOException {
    scene.site.putUp(BLOG, "/note", Desks.issue(letter));
    Firefox.Tab page = scene.firefox.visit(scene.site.url(BLOG, "/note"));
    page.text("getSelection().selectAllChildren(document.querySelector('article'))");
    FirefoxMenu menu = page.menu("article h1");
    assertTrue(menu.entries().contains("Classify with…"), menu.entries()::toString);
    menu.choose("Classify with…", model);
    page.until(
        "the answer at the marked text",
        () -> scene.firefox.window().overPage().contains("% sure."));
    page.keys("", ESCAPE);
    page.until("it to be gone", () -> scene.firefox.window().overPage().isEmpty());
  }

  private static void learn(Firefox firefox, Firefox.Tab popup) {
    firefox.until(
        "a proposal, or what came of it",
        () -> popup.shown().contains("Yes, learn it") || popup.there(TASK));
    if (popup.shown().contains("Yes, learn it")) {
      popup.press("Yes, learn it");
    }
    firefox.until("a verdict", () -> of(popup, "phase").equals("READY"));
  }

  private static boolean suggests(Firefox.Tab popup) {
    return of(popup, "trust").equals("SUGGEST");
  }

  private static String of(Firefox.Tab popup, String what) {
    return popup.text("document.querySelector('" + TASK + "')?.dataset." + what);
  }

  private static void take(Firefox.Tab page) {
    try {
      page.keys(ALT, ENTER);
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  private static String path(Letter issue) {
    return "/issues/" + issue.number();
  }
}
