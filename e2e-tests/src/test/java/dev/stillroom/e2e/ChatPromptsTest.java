package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Chat;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person asks again and again in a chat of somebody else's, in a real browser. */
class ChatPromptsTest {

  private static final String QUESTION = "Write this name surname first: ";

  private static final List<String> NAMES =
      List.of(
          "Hazel Thorn",
          "Rowan Ash",
          "Ivy Holm",
          "Basil Birch",
          "Linden Yew",
          "Clover Beck",
          "Sorrel Dale",
          "Poppy Fenn",
          "Aster Moor",
          "Fern Glade");

  private final Path looks = Path.of("target", "looks", "routines");

  @Test
  void whatIsAskedAgainAndAgainInAChatIsLearnedFromTheAnswersThatWereCopied() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Chat.putUp(site);
      person.agree();
      person.watch(Chat.HOST);
      Repeats repeats = new Repeats(person);
      Page popup = person.popup().page();

      person.visit(site.url(Chat.HOST, "/remarks"));
      Page page = person.page();
      page.getByLabel("Remark").click();
      page.keyboard().type("The soup was very good today.");
      Repeats.press(page, "Leave it");
      repeats.untilRecorded("Leave it", 2);

      person.visit(site.url(Chat.HOST, "/"));
      for (int i = 0; i < NAMES.size(); i++) {
        person.turnToBrowsing();
        ask(page, NAMES.get(i), i);
        repeats.untilRecorded("\"prompted\"", i + 1);
      }
      Locator proposal = popup.locator("article[data-kind=proposal]");
      person.until(
          "the proposal",
          () ->
              proposal.count() == 1
                  && proposal
                      .innerText()
                      .contains("You asked this 10 times on " + Chat.HOST + ", and copied 10"));
      assertTrue(proposal.innerText().contains("surname first"), proposal.innerText());
      Person.screenshots(popup, looks, "popup-prompts", 360, 460);
      popup.evaluate(Axe.script());
      assertEquals(List.of(), popup.evaluate(Axe.PROBLEMS));
      for (String value : List.of("Thorn", "soup")) {
        assertEquals(0, SceneFiles.holding(stage.home(), value).size(), value);
      }

      proposal
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, learn it"))
          .click();
      person.until(
          "it to be learned",
          () -> popup.locator("article[data-kind=task][data-phase=READY]").count() == 1);

      Page panel = person.beside("ask.html", "");
      panel.getByLabel("What do you want to know?").fill(QUESTION + "Olive Reed");
      panel
          .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("About"))
          .selectOption("nothing");
      Repeats.press(panel, "Ask");
      Locator answer = panel.locator("[data-kind=answer]");
      answer.waitFor();
      assertEquals("Reed, Olive", answer.locator(".said").innerText());
      assertEquals("model", answer.getAttribute("data-by"));
      panel.close();

      stage.stillroom("forget", "--site", Chat.HOST, "--yes");
      for (String value : List.of("Thorn", "surname first", Chat.HOST)) {
        assertEquals(0, SceneFiles.holding(stage.home(), value).size(), value);
      }
    }
  }

  /** Sent with a key or a button, the answer copied from what is marked or by the page's button. */
  private static void ask(Page page, String name, int i) {
    page.getByLabel("Message").click();
    page.keyboard().type(QUESTION + name);
    if (i % 2 == 0) {
      page.keyboard().press("Enter");
    } else {
      Repeats.press(page, "Send");
    }
    Locator answer = page.locator("article.machine").nth(i);
    answer.waitFor();
    if (i % 3 == 0) {
      answer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Copy")).click();
    } else {
      answer.locator("p").evaluate("text => getSelection().selectAllChildren(text)");
      page.keyboard().press("Control+c");
    }
  }
}
