package dev.stillroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person specifies tasks by hand, does one for many rows, and looks after their examples. */
class RowsFilledTest {

  /** A person waits here as long as anywhere. */
  @BeforeAll
  static void patience() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Person.PATIENCE.toMillis());
  }

  @Test
  void shownTwiceTheRestOfTheRowsIsFilledInAndWhatIsTypedOverIsLearned() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Page page = scene.person().open("options.html#teachers");
      specify(
          page,
          "Index names",
          "transform",
          "name\tanswer\nAda Lovelace\tLovelace, Ada\nAlan Turing\tTuring, Alan");
      Locator task = task(page, "Index names");
      task.getByText("Do it for many rows").click();
      task.getByLabel("Rows", exact()).fill("Grace Hopper\nDonald Knuth\n\n42\nBarbara Liskov");
      task.getByRole(AriaRole.BUTTON, named("Fill in")).click();
      assertThat(task.getByLabel("Result of row 1")).hasValue("Hopper, Grace");
      assertThat(task.getByLabel("Result of row 4")).hasValue("Liskov, Barbara");
      assertThat(task.getByLabel("Result of row 3")).hasValue("");
      assertThat(task.locator("[data-kind=rows-standing]"))
          .hasText("4 rows: 3 filled in, 1 left for you.");
      looks(page, "rows-filled");

      // What is left for the person is found, typed and learned; it stays theirs.
      task.getByLabel("Only those left for me").check();
      assertThat(task.locator("[data-kind=filled-rows] tbody tr")).hasCount(1);
      task.getByLabel("Result of row 3").fill("n. n.");
      task.getByLabel("Result of row 3").press("Enter");
      task.getByLabel("Only those left for me").uncheck();
      assertThat(task.locator("td[data-state=own]")).hasCount(1);
      assertThat(task.locator("[data-kind=rows-standing]"))
          .hasText("4 rows: 4 filled in, 0 left for you.");
      // Another form of the answer, shown once, is followed by the other rows.
      task.getByLabel("Rows", exact()).fill("text\tborn\nGrace Hopper\t1906\nAda Lovelace\t1815");
      task.getByRole(AriaRole.BUTTON, named("Fill in")).click();
      assertThat(task.getByLabel("Result of row 2")).hasValue("Lovelace, Ada");
      assertThat(task.locator("td[data-state=own]")).hasCount(1);
      assertThat(task.getByLabel("Of which column")).isVisible();
      task.getByRole(AriaRole.BUTTON, named("Save as CSV")).click();
      Path file = scene.stage().downloads().resolve("Answer-Index-names.csv");
      scene.person().until("the table is saved", () -> Files.exists(file));
      assertEquals(
          List.of(
              "text,born,Answer “Index names”",
              "Grace Hopper,1906,\"Hopper, Grace\"",
              "Ada Lovelace,1815,\"Lovelace, Ada\""),
          Files.readAllLines(file));
    }
  }

  @Test
  void aDoubtedLabelIsShownAndCorrectedAndWhatWasDeletedIsLearnedAfterAll() throws IOException {
    try (Scene scene = Scene.agreed()) {
      Page page = scene.person().open("options.html#teachers");
      specify(page, "Kinds of post", "classify", post());
      Locator task = task(page, "Kinds of post");
      task.getByText("Details", new Locator.GetByTextOptions().setExact(true)).click();
      Locator doubts = task.locator("[data-kind=doubts]");
      assertThat(doubts).containsText("Special offer: chairs, number 7");
      assertThat(doubts).containsText("Now “letter”; rather “advertising”");
      assertThat(task.locator("[data-kind=candidates]")).containsText("chosen");
      looks(page, "label-doubted");
      doubts
          .locator("li", new Locator.LocatorOptions().setHasText("number 7"))
          .getByRole(AriaRole.BUTTON, named("It is “advertising”"))
          .click();
      assertThat(doubts.locator("[data-settled]")).containsText("“advertising” from now on");

      String id = task.getAttribute("data-task");
      scene.ask("tasks", "delete", id, "--yes");
      assertThat(task).hasCount(0);
      Locator dismissed = page.locator("[data-kind=dismissed]");
      dismissed.getByText("What you said no to").click();
      assertThat(dismissed).containsText("Kinds of post");
      dismissed.getByRole(AriaRole.BUTTON, named("Learn it after all")).click();
      assertThat(task(page, "Kinds of post")).isVisible();
      assertThat(dismissed).hasCount(0);
    }
  }

  /** Advertising and letters, one of them labelled as the other. */
  private static String post() {
    List<String> rows = new ArrayList<>(List.of("text\tanswer"));
    for (int i = 0; i < 24; i++) {
      rows.add("Special offer: chairs, number " + i + "\t" + (i == 7 ? "letter" : "advertising"));
      rows.add("Dear friend, how are you, week " + i + "\tletter");
    }
    return String.join("\n", rows);
  }

  private static void specify(Page page, String name, String kind, String rows) {
    Locator card = page.locator("[data-kind=specify]");
    card.getByRole(AriaRole.BUTTON, named("New task")).click();
    card.getByLabel("Name", exact()).fill(name);
    card.getByLabel("What comes out").selectOption(kind);
    card.getByLabel("Rows", exact()).fill(rows);
    card.getByRole(AriaRole.BUTTON, named("See what happens")).click();
    card.getByRole(AriaRole.BUTTON, named("Learn it")).click();
    page.getByRole(AriaRole.TAB).first().click();
  }

  private static Locator task(Page page, String name) {
    Locator task = page.locator("article[data-kind=task][aria-label='Answer “" + name + "”']");
    task.locator("xpath=self::*[@data-phase='READY']")
        .waitFor(new Locator.WaitForOptions().setTimeout(120_000));
    return task;
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static Locator.GetByLabelOptions exact() {
    return new Locator.GetByLabelOptions().setExact(true);
  }

  /** What a screen reader would stumble over, and pictures to look at. */
  private static void looks(Page page, String name) throws IOException {
    page.evaluate(Axe.script());
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(page, Path.of("target", "screenshots").toAbsolutePath(), name, 480, 1100);
  }
}
