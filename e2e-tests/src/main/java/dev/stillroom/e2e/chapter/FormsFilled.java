package dev.stillroom.e2e.chapter;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.FillPanel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Forms;
import dev.stillroom.e2e.site.Forms.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Orders carried from mails into a shipping form: three by hand, the fourth fills itself. */
public final class FormsFilled implements Chapter {

  private static final List<Order> ORDERS = Forms.orders();

  @Override
  public String title() {
    return "Orders from mails into a form: the fourth fills itself";
  }

  @Override
  public void play(Play play) throws IOException {
    Forms.putUp(play.site());
    Person person = play.person();
    Script script = play.script();
    person.visit(play.site().url(Forms.OFFICE, "/ship"));
    person.watch(Forms.MAIL);
    person.watch(Forms.OFFICE);
    Page form = person.page();
    form.reload();
    Page mail = person.context().newPage();
    for (int i = 0; i < 3; i++) {
      script.check(
          "nothing is proposed before the third form", person.popup().proposal().count() == 0);
      byHand(play, mail, form, ORDERS.get(i));
    }
    script.step("three orders carried by hand: one value copied and pasted, five typed");
    accept(play);

    double began = script.seconds();
    Order order = ORDERS.get(3);
    open(play, mail, order);
    person.turnToBrowsing();
    form.reload();
    FillPanel panel = person.fillFor(form);
    panel.fromPage(order.number());
    script.check("the two sites are asked about once", panel.isAsking());
    panel.agreeWhereAsked();
    play.screenshot(panel.page(), "fill-preview");
    Map<String, String> shown = panel.rows();
    script.check("all six values are found: " + shown, shown.equals(expected(order)));
    panel.fill();
    expected(order)
        .forEach(
            (field, value) ->
                person.untilEqual(field, value, () -> form.getByLabel(field).inputValue()));
    play.screenshot(form, "filled-form");
    script.step(
        "the fourth: every field right, shown first with where it is from, and nothing sent",
        Map.of("fourthSeconds", Script.round(script.seconds() - began)));
    panel.undo();
    script.check(
        "undone, every field is empty as before",
        expected(order).keySet().stream()
            .allMatch(field -> form.getByLabel(field).inputValue().isEmpty()));
    panel.awaitPreview();
    panel.fill();
    form.getByText("Ship it").click();
    script.check(
        "the person sends it",
        form.locator("#sent").innerText().contains(order.name() + ", " + order.city()));
    script.step("undone and filled again; the person sends it themselves");
    panel.close();
    mail.close();
  }

  private static void byHand(Play play, Page mail, Page form, Order order) {
    Person person = play.person();
    open(play, mail, order);
    mail.bringToFront();
    mail.evaluate("() => getSelection().selectAllChildren(document.querySelector('td.name'))");
    mail.keyboard().press("Control+c");
    form.bringToFront();
    Locator recipient = form.getByLabel("Recipient");
    recipient.click();
    form.keyboard().press("Control+v");
    person.untilEqual("the pasted name", order.name(), recipient::inputValue);
    expected(order)
        .forEach(
            (field, value) -> {
              if (!field.equals("Recipient")) {
                form.getByLabel(field).click();
                form.keyboard().type(value);
              }
            });
    form.getByText("Ship it").click();
  }

  private static void open(Play play, Page mail, Order order) {
    mail.navigate(play.site().url(Forms.MAIL, "/mail/" + order.number().substring(2)));
    play.person().untilSeen(Forms.MAIL);
  }

  private static Map<String, String> expected(Order order) {
    return Map.of(
        "Recipient", order.name(),
        "Street", order.streetAndHouse(),
        "Postcode", order.postcode(),
        "City", order.city(),
        "E-mail", order.email(),
        "Order number", order.number());
  }

  private static void accept(Play play) throws IOException {
    Person person = play.person();
    Script script = play.script();
    Locator proposal =
        person.popup().await(person.popup().proposal(), "a proposal after the third form");
    script.check(
        "it says from where to where: " + proposal.innerText(),
        proposal.innerText().contains(Forms.MAIL) && proposal.innerText().contains(Forms.OFFICE));
    for (Order order : ORDERS.subList(0, 3)) {
      script.check(
          "no value is on the disk before the person accepts: " + order.email(),
          !holds(person.stage().home(), order.email()));
    }
    play.screenshot(person.popup().page(), "fill-proposal");
    person.popup().press(proposal, "Yes, learn it");
    Locator task =
        person
            .popup()
            .page()
            .locator("article[data-kind=task][data-phase=READY]")
            .filter(
                new Locator.FilterOptions()
                    .setHas(
                        person
                            .popup()
                            .page()
                            .getByRole(
                                AriaRole.HEADING,
                                new Page.GetByRoleOptions().setName("Form of " + Forms.OFFICE))));
    person.until("the form to be learned", () -> task.count() > 0);
    script.step("proposed after the third, no value on the disk before; accepted and learned");
  }

  private static boolean holds(Path home, String text) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }
}
