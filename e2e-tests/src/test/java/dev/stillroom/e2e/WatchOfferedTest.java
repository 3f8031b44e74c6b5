package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** "Watch this site?": offered of what is often opened, in the popup over the page, one click. */
class WatchOfferedTest {

  private static final String DESK = "desk.localhost";
  private static final String CLINIC = "clinic.localhost";
  private static final int OFTEN = 10;

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><title>%s</title><link rel="icon" href="data:,">
      <h1>Desk</h1><button type="button">Add line</button>%s
      """;

  @Test
  void aSiteOpenedOftenIsOfferedAndOneClickWatchesIt() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      site.putUp(DESK, "/", PAGE.formatted("Desk", ""));
      person.agree();
      open(person, site, DESK, 3);
      assertEquals("false false", overPage(person));
      person.closePopup();

      open(person, site, DESK, OFTEN);
      person.untilEqual("the offer", "true false", () -> overPage(person));
      assertEquals(
          "Watch this site", person.inPopup("document.querySelector('.watch button').textContent"));
      person.inPopup("document.querySelector('.watch button').click()");
      person.untilEqual("the site to be watched", "true true", () -> overPage(person));
      person.closePopup();

      Repeats repeats = new Repeats(person);
      open(person, site, DESK, 1);
      person.untilSeen(DESK);
      Repeats.press(person.page(), "Add line");
      repeats.untilRecorded("Add line", 1);
    }
  }

  @Test
  void aPageThatTakesACardOrTellsOfHealthIsNeverOffered() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      String card = "<label>Card <input autocomplete=cc-number></label>";
      site.putUp(DESK, "/", PAGE.formatted("Desk", card));
      site.putUp(CLINIC, "/", PAGE.formatted("Patients", ""));
      person.agree();
      for (String host : new String[] {DESK, CLINIC}) {
        open(person, site, host, OFTEN + 2);
        assertEquals("false false", overPage(person), host);
        person.closePopup();
      }
    }
  }

  private static void open(Person person, Site site, String host, int times) {
    for (int i = 0; i < times; i++) {
      person.visit(site.url(host, "/"));
    }
  }

  /** Whether the popup over the page offers to watch its site, and whether it is watched. */
  private static String overPage(Person person) {
    String line = "document.querySelector('.watch')?.dataset.";
    person.openPopup();
    person.until(
        "the popup to have looked", () -> person.inPopup(line + "offered").matches("true|false"));
    return person.inPopup(line + "offered + ' ' + " + line + "watched");
  }
}
