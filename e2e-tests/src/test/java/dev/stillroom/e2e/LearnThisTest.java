package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Offices;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** "Learn what I do now": shown once, done again, with other values where the person wishes. */
class LearnThisTest {

  private static final String TITLE = "Submit “Save order” on " + Offices.ORDERS;

  private final Path looks = Path.of("target", "looks", "routines");

  @Test
  void whatIsShownOnceIsDoneAgainWithWhatWasEnteredOrSomethingElse() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Offices.orders(site);
      person.agree();
      person.watch(Offices.ORDERS);
      Repeats repeats = new Repeats(person);
      repeats.show(
          Offices.ORDERS,
          () -> {
            person.visit(site.url(Offices.ORDERS, "/new"));
            Page page = person.page();
            type(page, "Customer", "Hazel Thorn");
            type(page, "Amount", "12");
            page.getByLabel("Delivery").press("ArrowDown");
            Repeats.press(page, "Save order");
            page.locator("#what").waitFor();
            repeats.untilRecorded("Save order", 2);
          });

      person.visit(site.url(Offices.ORDERS, "/new"));
      Page again = repeats.again(TITLE);
      assertEquals("Hazel Thorn", again.getByLabel("Customer").inputValue());
      Person.screenshots(again, looks, "shown-preview", 360, 520);
      again.close();
      again = repeats.doAgain(TITLE, Map.of("Customer", "Rowan Ash"));
      Repeats.standing(again, "done");
      person.untilEqual(
          "what was ordered",
          "Rowan Ash, 12, by post",
          () -> person.page().locator("#what").innerText());
      again.close();
    }
  }

  @Test
  void whatIsShownWhereAPasswordIsAskedForIsNotLearned() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      site.putUp(
          Offices.ORDERS,
          "/",
          """
          <!doctype html><title>Account</title><link rel="icon" href="data:,">
          <label>Name <input></label><label>Password <input type="password"></label>
          <button type="button">Keep it</button>
          """);
      person.agree();
      person.watch(Offices.ORDERS);
      Repeats repeats = new Repeats(person);
      repeats.show(
          Offices.ORDERS,
          () -> {
            person.visit(site.url(Offices.ORDERS, "/"));
            type(person.page(), "Name", "hazel-thorn-7");
            type(person.page(), "Password", "opensesame-7");
            Repeats.press(person.page(), "Keep it");
          });
      assertEquals(0, person.popup().page().locator("article[data-kind=task]").count());
      for (String value : new String[] {"hazel-thorn-7", "opensesame-7"}) {
        assertTrue(SceneFiles.holding(stage.home(), value).isEmpty(), value);
      }
    }
  }

  private static void type(Page page, String field, String value) {
    page.getByLabel(field).click();
    page.keyboard().type(value);
  }
}
