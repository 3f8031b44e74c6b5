package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Catalogue;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The same source in Firefox: picked on one page, learned, filled in on the next. */
class FirefoxPickTest {

  private static final String ROWS =
      "JSON.stringify([...document.querySelectorAll('section[data-kind=result] tbody tr')]"
          + ".map(row => [...row.cells].map(cell => cell.innerText.trim())))";

  @Test
  void aTablePickedOnOnePageIsFilledInOnTheNext() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Firefox firefox = Firefox.on(stage)) {
      Catalogue.putUp(site);
      firefox.tab("welcome.html").press("Start");
      Firefox.Tab page = firefox.visit(site.url(Catalogue.HOST, "/people"));
      Firefox.Tab panel = firefox.panelFor(Catalogue.HOST);
      panel.press("Pick the first field");
      page.click("tbody tr:nth-child(2) td:nth-child(1)");
      firefox.until(
          "four names: " + panel.text(ROWS),
          () -> panel.text(ROWS).equals("[[\"Ada\"],[\"Alan\"],[\"Grace\"],[\"Edsger\"]]"));
      panel.press("Done picking");
      panel.press("Add this page");
      firefox.until(
          "it to be learned",
          () -> panel.text("document.querySelectorAll('[data-kind=learnt]').length").equals("1"));
      firefox.visit(site.url(Catalogue.HOST, "/people?page=2"));
      firefox.until(
          "the second page to be filled in",
          () -> panel.text(ROWS).equals("[[\"Barbara\"],[\"Donald\"],[\"Radia\"]]"));
    }
  }
}
