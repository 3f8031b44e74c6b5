package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.FillPanel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Forms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** "Fill a form" for eyes, keyboards and screen readers, and how fast it is. */
class FillLooksTest {

  private static final String PROBLEMS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ')).join(', '))
      """;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  private static FormsScene scene;

  @BeforeAll
  static void open() throws IOException {
    scene = FormsScene.set();
    scene.form("plain");
    scene.person.watch(Forms.MAIL);
    scene.person.watch(Forms.OFFICE);
    scene.mail(Forms.orders().getFirst());
  }

  @AfterAll
  static void close() throws IOException {
    scene.close();
  }

  @Test
  void eachOfItsFacesIsAccessibleInLightAndDarkAtTwoWidths() throws IOException {
    scene.form("plain");
    FillPanel panel = scene.panel();
    look(panel, "fill-sources");
    panel.fromPage(FormsScene.titleOf(Forms.orders().getFirst()));
    if (panel.isAsking()) {
      look(panel, "fill-consent");
    }
    panel.agreeWhereAsked();
    look(panel, "fill-preview");
    panel.fill();
    look(panel, "fill-done");
    panel.close();
    scene.form("widgets");
    panel = scene.panel();
    panel.fromFile("order.json", Forms.json(Forms.orders().getFirst()));
    panel.awaitPreview();
    look(panel, "fill-left-for-you");
    panel.close();
    scene.form("ship");
    panel = scene.panel();
    panel.fromFile("orders.csv", Forms.csv(Forms.orders()));
    panel.awaitPreview();
    look(panel, "fill-rows");
    panel.close();
  }

  @Test
  void thePreviewIsReadAndChangedByTheKeyboardAlone() {
    Page page = scene.form("plain");
    FillPanel panel = scene.panel();
    panel.fromFile("order.json", Forms.json(Forms.orders().getFirst()));
    panel.awaitPreview();
    panel.row("City").locator("input[type=checkbox]").focus();
    panel.page().keyboard().press("Space");
    panel.row("Full name").locator(":scope > input").focus();
    panel.page().keyboard().press("Control+a");
    panel.page().keyboard().type("A. Fairweather");
    panel.page().locator("section[data-kind=preview] button.primary").focus();
    panel.fillBy(() -> panel.page().keyboard().press("Enter"));
    assertEquals("A. Fairweather", FormsScene.held(page).get("name"));
    assertEquals("", FormsScene.held(page).get("city"));
    String said = panel.page().locator("[data-kind=news]").innerText();
    assertTrue(said.contains("fields filled"), said);
    panel.close();
  }

  @Test
  void whereAValueComesFromIsShownInItsPage() {
    scene.form("plain");
    Page mail =
        scene.person.context().pages().stream()
            .filter(tab -> tab.url().contains(Forms.MAIL))
            .findFirst()
            .orElseThrow();
    FillPanel panel = scene.panel();
    panel.fromPage(FormsScene.titleOf(Forms.orders().getFirst()));
    panel.agreeWhereAsked();
    panel.row("City").locator(":scope > input").focus();
    scene.person.until(
        "an outline over the mail", () -> mail.locator("stillroom-pick").count() > 0);
    mail.bringToFront();
    mail.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("fill-source-shown.png")));
    panel.close();
  }

  private static void look(FillPanel panel, String name) throws IOException {
    Page page = panel.page();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(axe());
      assertEquals(List.of(), page.evaluate(PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(page, SCREENSHOTS, name, 320, 480);
  }

  private static String axe() throws IOException {
    Path project = Stage.imageOfBuild().resolve("../../..").normalize();
    return Files.readString(project.resolve("extension/node_modules/axe-core/axe.min.js"));
  }
}
