package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Person;
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
      for (int i = 0; i < TIMES; i++) {
        order(person, site, i);
      }
      for (int i = 0; i < TIMES; i++) {
        ticket(person, site, i);
      }
      for (int i = 0; i < TIMES; i++) {
        invoice(person, site, i);
      }
      Page popup = person.popup().page();
      Locator orders = proposal(person, "Submit “Save order” on orders.localhost");
      Locator tickets = proposal(person, "Choose “Team” on tickets.localhost");
      Locator invoices = proposal(person, "Copy number from mail.localhost to books.localhost");
      Person.screenshots(popup, looks, "popup-proposals", 360, 460);
      assertTrue(orders.innerText().contains("seconds a week"), orders.innerText());
      accept(orders);
      accept(tickets);
      accept(invoices);

      anOrder(person, site);
      aTicket(person, site);
      anInvoice(person, site);

      // Three a day are enough; the fourth comes the next day.
      stage.pass(Duration.ofHours(25));
      for (int i = 0; i < TIMES; i++) {
        report(person, site, i);
      }
      accept(proposal(person, "Download report-#.csv from reports.localhost"));
      aReport(person, site);
      Page options = person.open("options.html#privacy");
      options.getByLabel("Only the last hour").check();
      options.locator("li[data-kind=event]").first().waitFor();
      Person.screenshots(options, looks, "recorded", 480, 1100);
    }
  }

  /** In one tab: what was always the same is known, the rest is asked for. */
  private void anOrder(Person person, Site site) throws IOException {
    person.visit(site.url(Offices.ORDERS, "/"));
    Page again = again(person, "Submit “Save order” on orders.localhost");
    again.getByLabel("Customer").fill("Olive Reed");
    again.getByLabel("Amount").fill("77");
    look(again, "repeat-preview");
    button(again, "Do it");
    again.locator("section[data-kind=done]").waitFor();
    look(again, "repeat-done");
    assertEquals("Olive Reed, 77, by post", person.page().locator("#what").innerText());
    again.close();
  }

  /** What was another link each time is the person's to press; then it goes on. */
  private void aTicket(Person person, Site site) throws IOException {
    person.visit(site.url(Offices.TICKETS, "/"));
    Page again = again(person, "Choose “Team” on tickets.localhost");
    again.getByLabel("Comment").fill("come back in spring");
    button(again, "Do it");
    again.locator("section[data-kind=stopped]").waitFor();
    look(again, "repeat-stopped");
    person.turnToBrowsing();
    link(person.page(), "Ticket 7");
    again.bringToFront();
    button(again, "I did this step myself: go on");
    again.locator("section[data-kind=done]").waitFor();
    assertEquals("come back in spring for garden", person.page().locator("#what").innerText());
    again.close();
  }

  /** From one site to another, in a tab of its own behind the one in front. */
  private void anInvoice(Person person, Site site) {
    person.visit(site.url(Offices.MAIL, "/"));
    Page again = again(person, "Copy number from mail.localhost to books.localhost");
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
    assertEquals("INV-349 on travel", books.locator("#what").innerText());
    books.close();
    again.close();
  }

  private void aReport(Person person, Site site) {
    person.visit(site.url(Offices.REPORTS, "/"));
    Page again = again(person, "Download report-#.csv from reports.localhost");
    again.getByLabel("Month").fill("8");
    button(again, "Do it");
    again.locator("section[data-kind=done]").waitFor();
    Path report = person.stage().downloads().resolve("report-8.csv");
    person.until("the report", () -> Files.exists(report));
    again.close();
  }

  /** For eyes, in two widths, light and dark, and for who hears the page. */
  private void look(Page page, String name) throws IOException {
    Person.screenshots(page, looks, name, 360, 520);
    page.evaluate(Axe.script());
    assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), name);
  }

  private static void order(Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.ORDERS, "/"));
    link(page, "New order");
    page.getByLabel("Customer").click();
    page.keyboard().type(NAMES.get(i));
    page.getByLabel("Amount").click();
    page.keyboard().type(String.valueOf(10 + i));
    page.getByLabel("Delivery").press("ArrowDown");
    button(page, "Save order");
    page.locator("#what").waitFor();
    recorded(person);
  }

  private static void ticket(Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.TICKETS, "/"));
    link(page, "Ticket " + (i + 1));
    page.getByLabel("Comment").click();
    page.keyboard().type("looked at by " + NAMES.get(i));
    page.getByLabel("Team").press("ArrowDown");
    button(page, "Assign");
    recorded(person);
  }

  private static void invoice(Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.MAIL, "/"));
    link(page, "Letter " + (i + 1));
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('#number'))");
    page.keyboard().press("Control+c");
    recorded(person);
    page.navigate(site.url(Offices.BOOKS, "/"));
    page.getByLabel("Invoice").click();
    page.keyboard().press("Control+v");
    page.getByLabel("Account").press("ArrowDown");
    button(page, "Book it");
    recorded(person);
  }

  private static void report(Person person, Site site, int i) {
    Page page = person.page();
    person.visit(site.url(Offices.REPORTS, "/"));
    page.getByLabel("Month").click();
    page.keyboard().type(String.valueOf(i + 1));
    page.getByLabel("Shop").press("ArrowDown");
    link(page, "Export");
    Path report = person.stage().downloads().resolve("report-" + (i + 1) + ".csv");
    person.until("the report", () -> Files.exists(report));
    recorded(person);
  }

  private static void link(Page page, String name) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** A person's hand is slower than a message to the worker. */
  private static void recorded(Person person) {
    person.page().waitForTimeout(150);
  }

  private static Locator proposal(Person person, String title) {
    Page popup = person.popup().page();
    Locator card =
        popup.locator("article[data-kind=proposal]", new Page.LocatorOptions().setHasText(title));
    person.until("the suggestion: " + title, () -> card.count() == 1);
    return card;
  }

  private static void accept(Locator card) {
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, learn it"))
        .click();
  }

  /** "Do it again" in the popup over the page in front, as a page of its own. */
  private static Page again(Person person, String title) {
    Page popup = person.popup().page();
    Locator card =
        popup.locator("article[data-kind=task]", new Page.LocatorOptions().setHasText(title));
    person.until("the task: " + title, () -> card.count() == 1);
    return person.beside("repeat.html", "&task=" + card.getAttribute("data-task"));
  }
}
