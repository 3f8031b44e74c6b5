package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Picking by keyboard, correcting, and how the panel looks. */
class PickPanelTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

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

  @Test
  void theKeyboardAlonePicks() {
    Panel panel = scene.at("/alone");
    panel.pick();
    scene.page().bringToFront();
    scene.page().keyboard().press("ArrowDown");
    scene.page().keyboard().press("ArrowDown");
    scene.page().keyboard().press("Enter");
    scene.page().keyboard().press("Escape");
    scene.person().until("one field", () -> panel.fields().size() == 1);
    panel.awaitRows(List.of(List.of("Copper still")));
    scene.person().until("picking to end", () -> panel.button("Pick another field").count() > 0);
  }

  @Test
  void aCorrectionIsOneClickAndCanBeTakenBack() {
    Panel panel = scene.at("/alone");
    scene.one("h1");
    scene.one("[itemprop=price]");
    panel.page().locator("section[data-kind=result] td .cell").first().click();
    panel.press("Click the right one");
    panel.click(scene.page().locator(".facts td").first());
    panel.awaitRows(List.of(List.of("Hearth & Sons", "189.00 €")));
    panel.press("Undo");
    panel.awaitRows(List.of(List.of("Copper still", "189.00 €")));
  }

  @Test
  void thePanelLooksWellAndReadsWellInLightAndDark() throws IOException {
    Panel panel = scene.at("/cards");
    screenshot(panel, "panel-empty");
    scene.twoLike(".card:not(.ad) h3 a", 0, 1);
    panel.click(scene.page().locator(".ad h3 a"));
    screenshot(panel, "panel-picking");
    scene
        .page()
        .screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("picked-page.png")));
    scene.twoLike(".card:not(.ad) .price", 0, 1);
    panel.click(scene.page().locator(".ad .price"));
    panel.press("Done picking");
    panel.add();
    panel.page().locator("section[data-kind=result] td .cell").nth(1).click();
    screenshot(panel, "panel-table");
    panel = scene.at("/data/people.json");
    scene.leaf("Ada").click();
    scene.leaf("Grace").click();
    screenshot(panel, "panel-json");
  }

  private void screenshot(Panel panel, String name) throws IOException {
    Page shown = panel.page();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      shown.evaluate(Axe.script());
      assertEquals(List.of(), shown.evaluate(Axe.PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(shown, SCREENSHOTS, name, 300, 480);
  }
}
