package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Desks;
import dev.stillroom.e2e.site.Site;
import dev.stillroom.e2e.site.Writing;
import dev.stillroom.e2e.site.Writing.Letter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same source in Firefox: a label is learned on a site and taken with one key. */
class FirefoxChoicesTest {

  private static final String TRACKER = "tracker.localhost";
  private static final String ALT = "\uE00A";
  private static final String ENTER = "\uE007";
  private static final String TAB = "\uE004";
  private static final String TASK = "article[data-kind=task][data-task^=choose-]";

  @Test
  void aLabelIsSuggestedAfterAFewChoicesAndTakenWithOneKey() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Firefox firefox = Firefox.on(stage)) {
      List<Letter> issues = Writing.issues(12);
      issues.forEach(issue -> site.putUp(TRACKER, path(issue), Desks.issue(issue)));
      firefox.tab("welcome.html").press("Start");
      firefox.visit(site.url(TRACKER, path(issues.getFirst())));
      Firefox.Tab popup = firefox.open("popup.html?site=" + TRACKER);
      firefox.until(
          "the line of the site",
          () -> popup.text("!!document.querySelector('[data-kind=watch] button')").equals("true"));
      popup.click("[data-kind=watch] button");
      firefox.until(
          "the site to be watched",
          () -> popup.text("!!document.querySelector('[data-watched=true]')").equals("true"));

      Letter next = null;
      for (int i = 0; i < 10 && next == null; i++) {
        Firefox.Tab page = firefox.visit(site.url(TRACKER, path(issues.get(i))));
        untilSeen(firefox, popup, "seen" + i);
        page.text("document.querySelector('select').focus()");
        page.keys("", issues.get(i).label().split(""));
        page.keys("", TAB);
        if (i >= 7) {
          learn(firefox, popup);
          next = suggests(popup) ? issues.get(i + 1) : null;
        }
      }
      assertTrue(next != null, "nothing was suggested after ten choices");
      Firefox.Tab page = firefox.visit(site.url(TRACKER, path(next)));
      page.text("document.querySelector('select').focus()");
      firefox.until(
          "the suggested label to be taken",
          () -> {
            take(page);
            return !page.text("document.querySelector('select').value").isEmpty();
          });
    }
  }

  /** What is done in a page is seen from a moment after it is loaded; a play is quicker. */
  private static void untilSeen(Firefox firefox, Firefox.Tab popup, String name) {
    String look =
        """
        chrome.tabs.query({url: '*://HOST/*'})
          .then(tabs => Promise.all(tabs.map(({id}) => chrome.scripting.executeScript(
            {target: {tabId: id}, func: () => globalThis.stillroomPage === true}))))
          .then(all => globalThis.NAME = all.every(([main]) => main.result), () => 0), 0
        """
            .replace("HOST", TRACKER)
            .replace("NAME", name);
    firefox.until(
        "the page to be seen",
        () -> {
          popup.text(look);
          return popup.text("globalThis." + name).equals("true");
        });
  }

  private static void learn(Firefox firefox, Firefox.Tab popup) {
    firefox.until(
        "a proposal, or what came of it",
        () ->
            popup.text("document.body.innerText").contains("Yes, learn it")
                || popup.text("!!document.querySelector('" + TASK + "')").equals("true"));
    if (popup.text("document.body.innerText").contains("Yes, learn it")) {
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
