package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.person.SummaryPanel;
import dev.stillroom.e2e.site.Reports;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person reads reports, keeps the sentences with figures, and gets those. */
class SummaryPanelTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  private static Site site;
  private static Stage stage;
  private static Person person;
  private SummaryPanel panel;

  @BeforeAll
  static void open() throws IOException {
    site = Site.start();
    Reports.putUp(site);
    stage = Stage.set(Stage.imageOfBuild());
    person = Person.on(stage, false);
    person.agree();
  }

  @AfterAll
  static void close() {
    person.close();
    stage.close();
    site.close();
  }

  @AfterEach
  void closePanel() {
    if (panel != null) {
      panel.close();
      panel = null;
    }
  }

  private SummaryPanel at(String path) {
    closePanel();
    person.visit(site.url(Reports.HOST, path));
    panel = person.summaryFor(person.page());
    return panel;
  }

  @Test
  void keyPassagesAreMarkedInThePageAndAClickGoesToThem() throws IOException {
    at("/reports/1");
    panel.awaitPassages();
    assertTrue(panel.how().contains("sentences of the page itself"), panel.how());
    panel.length(3);
    person.until("three marks in the page", () -> panel.marked() == 3);
    String sentence = panel.passages().getFirst();
    panel.page().locator("ul.passages .passage").first().click();
    person.until(
        "the sentence to stand out", () -> panel.here().startsWith(sentence.substring(0, 20)));
    assertFalse(String.join(" ", panel.passages()).contains("newsletter"));
    person
        .page()
        .screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("marked-page.png")));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      panel.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      panel.page().evaluate(Axe.script());
      assertEquals(List.of(), panel.page().evaluate(Axe.PROBLEMS), "in " + scheme);
    }
    Person.screenshots(panel.page(), SCREENSHOTS, "summary", 300, 480);
  }

  @Test
  void whatIsKeptOnThreePagesIsLearnedAndOfferedToBeShownByItself() {
    for (int i = 2; i <= 4; i++) {
      at("/reports/" + i);
      panel.length(8);
      for (String sentence : Reports.figures(i)) {
        panel.choose(sentence, "Keep");
      }
    }
    person.until("the offer", () -> panel.page().locator("[data-kind=offer]").count() > 0);
    panel.press("Yes, for such pages");
    at("/reports/5");
    person.until("its own student", () -> panel.learned());
    assertEquals(Reports.figures(5), panel.passages());
    person.visit(site.url(Reports.HOST, "/reports/6"));
    person.until("the next one unasked", () -> panel.passages().equals(Reports.figures(6)));
  }

  @Test
  void aPageWithoutTextSaysSoAndOneWithAPasswordIsLeftAlone() {
    at("/empty");
    assertEquals(1, panel.page().locator("section[data-kind=nothing]").count());
    at("/login");
    assertEquals(1, panel.page().locator("section[data-kind=trouble]").count());
  }
}
