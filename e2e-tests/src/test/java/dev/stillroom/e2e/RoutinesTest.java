package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Repeats;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Offices;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person does again and again in a real browser: found, named, suggested, done again. */
class RoutinesTest {

  private static final int TIMES = 5;

  private static final String ORDER = "Submit “Save order” on orders.localhost";
  private static final String TICKET = "Choose “Team” on tickets.localhost";
  private static final String INVOICE = "Copy number from mail.localhost to books.localhost";
  private static final String REPORT = "Download report-#.csv from reports.localhost";

  private static final List<String> SITES =
      List.of(Offices.ORDERS, Offices.TICKETS, Offices.MAIL, Offices.BOOKS, Offices.REPORTS);

  private static final List<String> NAMES =
      List.of("Hazel Thorn", "Rowan Ash", "Ivy Holm", "Basil Birch", "Linden Yew");

  private final Path looks = Path.of("target", "looks", "routines");

  @Test
  void fourRoutinesAreFoundNamedSuggestedAndDoneAgain() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Offices.putUp(site);
      person.agree();
      SITES.forEach(person::watch);
      person.slowly(3);
      Repeats repeats = new Repeats(person);
      for (int i = 0; i < TIMES; i++) {
        order(repeats, person, site, i);
      }
      for (int i = 0; i < TIMES; i++) {
        ticket(repeats, person, site, i);
      }
      for (int i = 0; i < TIMES; i++) {
        invoice(repeats, person, site, i);
      }
      Page popup = person.popup().page();
      Locator orders = repeats.proposal(ORDER);
      repeats.proposal(TICKET);
      repeats.proposal(INVOICE);
      Person.screenshots(popup, looks, "popup-proposals", 360, 460);
      assertTrue(orders.innerText().contains("seconds a week"), orders.innerText());
      repeats.accept(ORDER);
      repeats.accept(TICKET);
      repeats.accept(INVOICE);

      anOrder(repeats, person, site);
      aTicket(repeats, person, site);
      anInvoice(repeats, person, site);

      // Three a day are enough; the fourth comes the next day.
      stage.pass(Duration.ofHours(25));
      for (int i = 0; i < TIMES; i++) {
        report(repeats, person, site, i);
      }
      repeats.accept(REPORT);
      aReport(repeats, person, site);
      Page options = person.open("options.html#privacy");
      options.getByLabel("Only the last hour").check();
      options.locator("li[data-kind=event]").first().waitFor();
      Person.screenshots(options, looks, "recorded", 480, 1100);
    }
  }

  /** In one tab: what was always the same is known, the rest is asked for. */
  private void anOrder(Repeats repeats, Person person, Site site) throws IOException {
    person.visit(site.url(Offices.ORDERS, "/"));
    Page again = repeats.again(ORDER);
    again.getByLabel("Customer").fill("Olive Reed");
    again.getByLabel("Amount").fill("77");
    look(again, "repeat-preview");
    button(again, "Do it");
    again.locator("section[data-kind=done]").waitFor();
    look(again, "repeat-done");
    said(person, person.page(), "Olive Reed, 77, by post");
    again.close();
  }

  /** What was another link each time is the person's to press; then it goes on. */
  private void aTicket(Repeats repeats, Person person, Site site) throws IOException {
    person.visit(site.url(Offices.TICKETS, "/"));
    Page again = repeats.again(TICKET);
    again.getByLabel("Comment").fill("come back in spring");
    button(again, "Do it");
    again.locator("section[data-kind=stopped]").waitFor();
    look(again, "repeat-stopped");
    person.turnToBrowsing();
    link(person.page(), "Ticket 7");
    again.bringToFront();
    button(again, "I did this step myself: go on");
    again.locator("section[data-kind=done]").waitFor();
    said(person, person.page(), "come back in spring for garden");
    again.close();
  }

  /** From one site to another, in a tab of its own behind the one in front. */
  private void anInvoice(Repeats repeats, Person person, Site site) {
    person.visit(site.url(Offices.MAIL, "/"));
    Page again = repeats.again(INVOICE);
    Page books =
        person
            .context()
            .waitForPage(
                () -> {
                  button(again, "Do it");
                  again.locator("section[data-kind=stopped]").waitFor();
                  person.turnToBrowsing();
                  link(person.page(), "Letter 7");
                  again.bringToFront();
                  button(again, "I did this step myself: go on");
                });
    again.locator("section[data-kind=done]").waitFor();
    said(person, books, "INV-349 on travel");
    books.close();
    again.close();
  }

  private void aReport(Repeats repeats, Person person, Site site) {
    person.visit(site.url(Offices.REPORTS, "/"));
    Page again = repeats.again(REPORT);
    again.getByLabel("Month").fill("8");
    button(again, "Do it");
    again.locator("section[data-kind=done]").waitFor();
    Path report = person.stage().downloads().resolve("report-8.csv");
    person.until("the report, by " + repeats.plan(REPORT), () -> Files.exists(report));
    again.close();
  }

  /** What the office made of it, once its own script has said so. */
  private static void said(Person person, Page page, String what) {
    person.untilEqual("what was done", what, () -> page.locator("#what").innerText());
  }

  /** For eyes, in two widths, light and dark, and for who hears the page. */
  private void look(Page page, String name) throws IOException {
    Person.screenshots(page, looks, name, 360, 520);
    page.evaluate(Axe.script());
    assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), name);
  }

  private static void order(Repeats repeats, Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.ORDERS, "/"));
    link(page, "New order");
    page.getByLabel("Customer").waitFor();
    person.untilSeen(Offices.ORDERS);
    page.getByLabel("Customer").click();
    page.keyboard().type(NAMES.get(i));
    page.getByLabel("Amount").click();
    page.keyboard().type(String.valueOf(10 + i));
    page.getByLabel("Delivery").press("ArrowDown");
    button(page, "Save order");
    page.locator("#what").waitFor();
    // Pressed, and sent by it.
    repeats.untilRecorded("Save order", 2 * (i + 1));
  }

  private static void ticket(Repeats repeats, Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.TICKETS, "/"));
    link(page, "Ticket " + (i + 1));
    page.getByLabel("Comment").waitFor();
    person.untilSeen(Offices.TICKETS);
    page.getByLabel("Comment").click();
    page.keyboard().type("looked at by " + NAMES.get(i));
    page.getByLabel("Team").press("ArrowDown");
    button(page, "Assign");
    repeats.untilRecorded("Assign", i + 1);
  }

  private static void invoice(Repeats repeats, Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.MAIL, "/"));
    link(page, "Letter " + (i + 1));
    page.locator("#number").waitFor();
    person.untilSeen(Offices.MAIL);
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('#number'))");
    page.keyboard().press("Control+c");
    repeats.untilRecorded("\"copied\"", i + 1);
    person.visit(site.url(Offices.BOOKS, "/"));
    page.getByLabel("Invoice").click();
    page.keyboard().press("Control+v");
    page.getByLabel("Account").press("ArrowDown");
    button(page, "Enter it");
    repeats.untilRecorded("Enter it", i + 1);
  }

  private static void report(Repeats repeats, Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.REPORTS, "/"));
    page.getByLabel("Month").click();
    page.keyboard().type(String.valueOf(i + 1));
    page.getByLabel("Shop").press("ArrowDown");
    link(page, "Export");
    repeats.untilRecorded("Export", i + 1);
    repeats.untilRecorded("report-" + (i + 1) + ".csv", 1);
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
