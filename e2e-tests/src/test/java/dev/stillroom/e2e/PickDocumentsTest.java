package dev.stillroom.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Picking from documents: JSON and tables in a tab, in a download, pasted. */
class PickDocumentsTest {

  private static PickScene scene;

  @BeforeAll
  static void open() throws IOException {
    scene = PickScene.open();
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @AfterEach
  void closePanel() {
    scene.closePanel();
  }

  /** A person waits here as long as anywhere. */
  @BeforeAll
  static void patience() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Person.PATIENCE.toMillis());
  }

  @Test
  void theFirstNamesOutOfThisJsonAndAColumnByExampleBesideThem() throws IOException {
    Panel panel = scene.at("/data/people.json");
    scene.leaf("Ada").click();
    scene.leaf("Grace").click();
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace"), List.of("Edsger")));
    assertTrue(panel.text().contains("people › each › name › first"), panel.text());
    panel.add();
    aColumnByExample(panel.page());
    scene.visit("/data/more.json");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Barbara"), List.of("Radia")));
  }

  /** Shown for two rows of the table, a further column is filled in for all of them. */
  private static void aColumnByExample(Page panel) throws IOException {
    Locator section = panel.locator("section[data-kind=by-example]");
    press(section, "Show how it is done");
    assertThat(section.getByRole(AriaRole.BUTTON, named("Fill in the rest"))).isDisabled();
    section.getByLabel("What the column is called").fill("in capitals");
    section.getByLabel("Result of row 1").fill("ADA!");
    section.getByLabel("Result of row 2").fill("ALAN!");
    press(section, "Fill in the rest");
    assertThat(section.locator("[data-kind=rows-standing]"))
        .hasText(
            "4 rows: 4 filled in, 0 left for you.",
            new LocatorAssertions.HasTextOptions().setTimeout(60_000));
    assertThat(section.getByLabel("Result of row 4")).hasValue("EDSGER!");
    assertThat(section.locator("td[data-state=own]")).hasCount(2);
    panel.evaluate(Axe.script());
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      panel.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertEquals(List.of(), panel.evaluate(Axe.PROBLEMS), "in " + scheme);
    }
    Path pictures = Path.of("target", "screenshots").toAbsolutePath();
    Person.screenshots(panel, pictures, "by-example", 320, 520);
    press(section, "Close");
    assertThat(section.locator("table")).hasCount(0);
  }

  private static void press(Locator within, String name) {
    within.getByRole(AriaRole.BUTTON, named(name)).click();
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void theFirstNamesOutOfTheSelectedText() {
    scene
        .site()
        .putUp(
            Catalogue.HOST,
            "/quoted",
            "<!doctype html><p>They sent this:</p><pre>[{\"first\": \"Ada\"}, {\"first\": \"Ben\"},"
                + " {\"first\": \"Cleo\"}]</pre><p>What now?</p>");
    scene.visit("/quoted");
    scene.page().evaluate("() => getSelection().selectAllChildren(document.querySelector('pre'))");
    Panel panel = scene.person().panelForSelection(scene.page());
    Page shown = panel.page();
    shown.locator("button.leaf", PickScene.byText("Ada")).click();
    shown.locator("button.leaf", PickScene.byText("Ben")).click();
    panel.awaitRows(List.of(List.of("Ada"), List.of("Ben"), List.of("Cleo")));
    panel.close();
  }

  @Test
  void aTableInAFileIsPickedFromLikeAnyOther() {
    Panel panel = scene.at("/data/towns.csv");
    scene.leaf("Ulm").click();
    panel.press("Take all 3");
    panel.awaitRows(List.of(List.of("Ulm"), List.of("Bonn"), List.of("Halle; Saale")));
  }

  @Test
  void aDownloadedTableAndAPastedTextArePickedFrom() throws IOException {
    scene.visit("/files");
    scene.person().download("rivers.csv");
    var row =
        scene.person().popup().await(scene.person().popup().download("rivers.csv"), "its row");
    assertTrue(row.innerText().contains("Pick from it"), row.innerText());
    Page opened =
        scene.person().open("panel.html?tab=1&download=" + row.getAttribute("data-download"));
    opened.locator("button.leaf", PickScene.byText("Bonn")).waitFor();
    assertEquals(9, opened.locator("button.leaf").count());
    opened.getByText("From a text or file instead").click();
    opened.getByLabel("JSON, CSV or any text").fill("[{\"a\": \"x\"}, {\"a\": \"y\"}]");
    opened.getByText("Use this text").click();
    opened.locator("button.leaf", PickScene.byText("x")).click();
    opened.getByText("Take all 2").click();
    assertEquals(2, opened.locator("section[data-kind=result] tbody tr").count());
    opened.close();
  }

  @Test
  void aDownloadThatCannotBeReadSaysWhyAndCanBeTriedAgain() {
    Page opened = scene.person().open("panel.html?tab=1&download=none-of-them");
    Locator failure = opened.locator("[data-kind=failure]");
    failure.waitFor();
    assertTrue(failure.innerText().contains("that download is gone"), failure.innerText());
    failure.getByText("Try again").click();
    assertTrue(failure.isVisible());
    opened.close();
  }
}
