package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Offices;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A number is copied on one site and typed on another in another form: how is found out. */
class ChangedCopyTest {

  private static final int TIMES = 5;
  private static final String TITLE = "Choose “Account” on " + Offices.BOOKS;

  private final Path looks = Path.of("target", "looks", "routines");

  @Test
  void whatIsCopiedAndTypedChangedIsChangedTheSameWayWhenItIsDoneAgain() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Offices.putUp(site);
      person.agree();
      person.watch(Offices.MAIL);
      person.watch(Offices.BOOKS);
      person.slowly(3);
      Repeats repeats = new Repeats(person);
      for (int i = 0; i < TIMES; i++) {
        book(person, repeats, site, i);
      }
      repeats.accept(TITLE);
      person.until("the way it is changed", () -> repeats.plan(TITLE).contains("\"entered\""));

      person.visit(site.url(Offices.MAIL, "/"));
      Page again = repeats.again(TITLE);
      again.getByText(Pattern.compile("changed as “INV-(\\d+)” became “\\1”")).waitFor();
      Person.screenshots(again, looks, "repeat-changed", 360, 520);
      Repeats.press(again, "Do it");
      Repeats.standing(again, "stopped");
      person.turnToBrowsing();
      person.page().getByText("Letter 7").click();
      again.bringToFront();
      Repeats.press(again, "I did this step myself: go on");
      // It goes on to "Enter it": what was made is entered only when the person has seen it.
      Locator asked = Repeats.standing(again, "asking");
      assertTrue(asked.innerText().contains("It was made of “INV-349”"), asked.innerText());
      assertEquals("349", asked.locator(".made").innerText());
      Page books = person.context().pages().getLast();
      assertEquals("", books.getByLabel("Invoice").inputValue());
      Person.screenshots(again, looks, "repeat-made", 360, 520);
      Repeats.press(again, "Yes, enter it");
      Repeats.standing(again, "done");
      assertEquals("349 on travel", books.locator("#what").innerText());
    }
  }

  private static void book(Person person, Repeats repeats, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.MAIL, "/"));
    page.getByText("Letter " + (i + 1)).click();
    page.locator("#number").waitFor();
    person.untilSeen(Offices.MAIL);
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('#number'))");
    page.keyboard().press("Control+c");
    repeats.untilRecorded("\"copied\"", i + 1);
    person.visit(site.url(Offices.BOOKS, "/"));
    page.getByLabel("Invoice").click();
    page.keyboard().type(String.valueOf(300 + 7 * (i + 1)));
    page.getByLabel("Account").press("ArrowDown");
    Repeats.press(page, "Enter it");
    repeats.untilRecorded("Enter it", i + 1);
  }
}
