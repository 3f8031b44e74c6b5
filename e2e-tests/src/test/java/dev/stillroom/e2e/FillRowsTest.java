package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.FillPanel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Forms.Order;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table filled into one form row by row, with a restart of the browser in between. */
class FillRowsTest {

  private static final List<Order> ORDERS = Forms.orders();

  @Test
  void aTableIsFilledRowByRowGoesOnAfterARestartAndAsksUntilItIsTrusted() throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild())) {
      Forms.putUp(site);
      List<Order> six = new ArrayList<>(ORDERS);
      six.addAll(ORDERS.subList(0, 2));
      try (Person person = Person.on(stage, false)) {
        person.agree();
        person.visit(site.url(Forms.OFFICE, "/ship"));
        FillPanel panel = person.fillFor(person.page());
        panel.fromFile("orders.csv", Forms.csv(six));
        standing(person, panel, "Row 1 of 6");
        row(person, panel, six.get(0));
        standing(person, panel, "Row 2 of 6");
        panel.press("Pause");
        person.until("it to pause", () -> panel.button("Resume").count() > 0);
      }
      try (Person person = Person.on(stage, false)) {
        person.visit(site.url(Forms.OFFICE, "/ship"));
        FillPanel panel = person.fillFor(person.page());
        panel.press("Go on with orders.csv");
        standing(person, panel, "Row 2 of 6");
        panel.press("Resume");
        row(person, panel, six.get(1));
        standing(person, panel, "Row 3 of 6");
        assertEquals(0, panel.button("Fill the rest without asking").count());
        row(person, panel, six.get(2));
        standing(person, panel, "Row 4 of 6");
        panel.press("Leave this row out");
        standing(person, panel, "Row 5 of 6");
        panel.press("Fill the rest without asking");
        for (int i = 4; i < 6; i++) {
          Order order = six.get(i);
          person.untilEqual(
              "row " + i + " filled by itself",
              order.name(),
              () -> person.page().getByLabel("Recipient").inputValue());
          standing(person, panel, i == 4 ? "Row 6 of 6" : "All done: 5 rows filled, 1 left out");
          person.page().getByText("Ship it").click();
        }
        standing(person, panel, "All done: 5 rows filled, 1 left out");
        panel.page().locator("details[data-kind=run-log] summary").click();
        person.until("the log", () -> panel.page().locator("[data-kind=run-log] li").count() == 6);
        String log = panel.page().locator("[data-kind=run-log]").innerText();
        assertTrue(log.contains("Recipient: " + six.get(0).name()), log);
        assertTrue(SceneFiles.holding(stage.home(), six.get(2).email()).size() > 0);
        panel.press("Delete table and log");
        person.until(
            "the table to be gone",
            () -> panel.page().locator("section[data-kind=run]").count() == 0);
      }
    }
  }

  @Test
  void aPageThatEmptiesItselfGetsNoRowThatThePersonDidNotAskForAndNoFieldTheyNeverSaw()
      throws IOException {
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Forms.putUp(site);
      person.agree();
      person.visit(site.url(Forms.OFFICE, "/pull"));
      Page page = person.page();
      FillPanel panel = person.fillFor(page);
      List<Order> six = new ArrayList<>(ORDERS);
      six.addAll(ORDERS.subList(0, 2));
      panel.fromFile("visitors.csv", Forms.csv(six));
      for (int i = 0; i < 3; i++) {
        next(person, panel, six.get(i));
        panel.pressFill();
        taken(person, page, i + 1);
      }
      next(person, panel, six.get(3));
      panel.press("Fill the rest without asking");
      person.until(
          "it to wait for a press in the page",
          () -> panel.text().contains("This row waits for you"));
      assertEquals(3, page.evaluate("() => taken.length"));
      page.getByText("Next visitor").click();
      taken(person, page, 4);
      next(person, panel, six.get(4));
      page.evaluate("() => askMore()");
      person.until("the new field", () -> panel.rows().containsKey("Phone"));
      page.getByText("Next visitor").click();
      person.until(
          "it to wait for a look at the new field",
          () -> panel.text().contains("This row waits for you"));
      assertEquals(4, page.evaluate("() => taken.length"));
      panel.pressFill();
      taken(person, page, 5);
      next(person, panel, six.get(5));
      person.until("it to wait once more", () -> panel.text().contains("This row waits for you"));
      assertEquals(5, page.evaluate("() => taken.length"));
    }
  }

  private static void next(Person person, FillPanel panel, Order order) {
    person.until(
        "the row of " + order.name(), () -> order.name().equals(panel.rows().get("Full name")));
  }

  private static void taken(Person person, Page page, int rows) {
    person.untilEqual(
        "the page to take row " + rows, rows, () -> page.evaluate("() => taken.length"));
  }

  private static void standing(Person person, FillPanel panel, String text) {
    person.untilEqual(
        "where the table stands",
        text,
        () -> panel.page().locator("[data-kind=run-standing]").innerText());
  }

  /** Looks at a row, fills it and sends the form. */
  private static void row(Person person, FillPanel panel, Order order) {
    person.until(
        "the row of " + order.name(), () -> order.name().equals(panel.rows().get("Recipient")));
    if (panel.sureness().get("Street").equals("UNSURE")) {
      // What is only a guess is the person's to take, once.
      assertEquals(ORDERS.getFirst(), order);
      panel.press("Take “" + order.streetAndHouse() + "”");
    }
    panel.fill();
    Page form = person.page();
    assertEquals(order.name(), form.getByLabel("Recipient").inputValue());
    form.getByText("Ship it").click();
  }
}
