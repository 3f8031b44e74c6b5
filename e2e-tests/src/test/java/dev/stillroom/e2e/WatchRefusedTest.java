package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.person.Triage;
import dev.stillroom.e2e.site.Desks;
import dev.stillroom.e2e.site.Site;
import dev.stillroom.e2e.site.Writing;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** "Watch this site" with the extension as it is shipped, and a browser that is not told yes. */
class WatchRefusedTest {

  private static final String DESK = "desk.localhost";

  private static final String WATCHED =
      """
      async () => JSON.stringify([
        (await chrome.scripting.getRegisteredContentScripts()).length,
        (await chrome.permissions.getAll()).origins.length,
        (await chrome.storage.local.get('watching')).watching?.sites ?? []])
      """;

  @Test
  void aQuestionThatIsAnsweredWithNoOrLeftOpenLeavesAllAsItWas() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.withShippedExtension(stage)) {
      site.putUp(DESK, "/", Desks.issue(Writing.issues(1).getFirst()));
      person.agree();
      person.visit(site.url(DESK, "/"));

      Page asked = person.open("popup.html?site=" + DESK);
      asked.getByText("Watch this site").click();
      unchanged(asked, "while the browser asks");
      asked.close();

      Page refused = person.open("popup.html?site=" + DESK);
      refused.evaluate("() => { chrome.permissions.request = () => Promise.resolve(false); }");
      refused.getByText("Watch this site").click();
      unchanged(refused, "after a no");
      assertEquals(1, refused.getByText("Watch this site").count());

      Page forged = person.open("popup.html?site=" + DESK);
      forged.evaluate("() => { chrome.permissions.request = () => Promise.resolve(true); }");
      forged.getByText("Watch this site").click();
      unchanged(forged, "without the browser's own word");

      person.turnToBrowsing();
      Triage.type(person.page(), person.page().locator("select"), "bug");
      person.page().keyboard().press("Tab");
      assertEquals(0, SceneFiles.holding(stage.home(), DESK).size());
    }
  }

  private static void unchanged(Page page, String when) {
    assertEquals("[0,0,[]]", page.evaluate(WATCHED), when);
  }
}
