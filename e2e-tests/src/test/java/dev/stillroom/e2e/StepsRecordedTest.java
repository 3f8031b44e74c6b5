package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is recorded of the steps in a page: by a person's hand, with names, never with values. */
class StepsRecordedTest {

  private static final String DESK = "desk.localhost";

  private static final String PAGE =
      """
      <!doctype html><title>Desk</title><link rel="icon" href="data:,">
      <div class="css-1x2 btn" tabindex="0">Fold out</div>
      <button id="plain" type="button">Add line</button>
      <form action="/sent"><label>Colour <select name="colour"><option>red<option>blue</select>
      </label><label>Word <input name="word"></label><button>Send it</button></form>
      <script>
        // What a page's script presses was pressed by nobody.
        document.querySelector('form').addEventListener('change', () => plain.click());
      </script>
      """;

  private static final String ENTRY =
      """
      <!doctype html><title>Way in</title><link rel="icon" href="data:,">
      <label>Name <input id="name"></label><label>Password <input type="password"></label>
      <button type="button">Go in</button>
      """;

  @Test
  void whatIsPressedChosenAndSentIsRecordedByItsNameAndSecretPagesNever() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      site.putUp(DESK, "/", PAGE);
      site.putUp(DESK, "/sent", "<!doctype html><title>Sent</title><p>Thanks.");
      site.putUp(DESK, "/in", ENTRY);
      person.agree();
      person.watch(DESK);
      Page page = person.page();
      person.visit(site.url(DESK, "/in"));
      page.getByLabel("Name").click();
      page.keyboard().type("hidden-name");
      press(page, "Go in");

      person.visit(site.url(DESK, "/"));
      page.getByText("Fold out").click();
      page.getByLabel("Colour").press("ArrowDown");
      page.getByLabel("Word").click();
      page.keyboard().type("verbena");
      press(page, "Send it");
      page.getByText("Thanks.").waitFor();

      Page options = person.open("options.html#privacy");
      person.until(
          "the last step", () -> options.locator("li[data-kind=event] >> text=/sent").count() > 0);
      Locator list = options.locator("ul[data-kind=events]");
      for (String line :
          List.of("→ /", "☞ Fold out", "☑ Colour", "✎ Word: …", "☞ Send it", "⏎ Send it")) {
        person.until(line, () -> list.innerText().contains(line));
      }
      String listed = list.innerText();
      assertFalse(listed.contains("Add line"), "pressed by the page's script: " + listed);
      assertFalse(listed.contains("Go in"), "on a page that takes a password: " + listed);
      for (String value : List.of("verbena", "hidden-name")) {
        assertEquals(0, SceneFiles.holding(stage.home(), value).size(), value);
      }

      int before = options.locator("li[data-kind=event]").count();
      options
          .getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName("Delete the line for ☞ Fold out").setExact(true))
          .click();
      person.until(
          "one line less", () -> options.locator("li[data-kind=event]").count() == before - 1);
      assertFalse(options.locator("ul[data-kind=events]").innerText().contains("☞ Fold out"));
      stage.stillroom("forget", "--site", DESK, "--yes");
      assertEquals(0, SceneFiles.holding(stage.home(), "Colour").size());
      assertEquals(0, SceneFiles.holding(stage.home(), DESK).size());
    }
  }

  private static final String HERBS =
      """
      <!doctype html><title>Herbs</title><link rel="icon" href="data:,">
      <form role="search"><label>Find <input name="q"></label></form>
      <p id="text">Mint grows in the shade.</p>
      """;

  @Test
  void whatIsSearchedForAndWhatIsMarkedAreStepsToo() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      site.putUp(DESK, "/", HERBS);
      person.agree();
      person.watch(DESK);
      Repeats repeats = new Repeats(person);
      person.visit(site.url(DESK, "/"));
      Page page = person.page();
      page.getByLabel("Find").click();
      page.keyboard().type("thyme");
      page.keyboard().press("Tab");
      repeats.untilRecorded("searchbox", 1);
      page.locator("#text").dblclick();
      repeats.untilRecorded("HIGHLIGHT", 1);
      for (String value : List.of("thyme", "shade")) {
        assertEquals(0, SceneFiles.holding(stage.home(), value).size(), value);
      }
    }
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
