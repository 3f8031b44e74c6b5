package dev.stillroom.e2e.chapter;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Offices;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The same steps three times in a form: found, named, suggested, and done again step by step. */
public final class StepsRepeated implements Chapter {

  private static final List<String> NAMES = List.of("Hazel Thorn", "Rowan Ash", "Ivy Holm");

  private static final String TITLE = "Submit “Save order” on " + Offices.ORDERS;

  @Override
  public String title() {
    return "The same steps again and again: Stillroom does them, you look on";
  }

  @Override
  public void play(Play play) throws IOException {
    Offices.orders(play.site());
    Person person = play.person();
    Script script = play.script();
    person.watch(Offices.ORDERS);
    person.slowly(4);
    for (int i = 0; i < NAMES.size(); i++) {
      byHand(play, NAMES.get(i), String.valueOf(10 + i));
    }
    person.slowly(0);
    script.step("three orders entered by hand, in six steps each");
    Page popup = person.popup().page();
    Locator card =
        popup.locator("article[data-kind=proposal]", new Page.LocatorOptions().setHasText(TITLE));
    person.until("the suggestion: " + TITLE, () -> card.count() == 1);
    play.screenshot(popup, "routine-suggested");
    script.step("found and named: " + TITLE);
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Yes, learn it"))
        .click();
    Locator task =
        popup.locator("article[data-kind=task]", new Page.LocatorOptions().setHasText(TITLE));
    person.until("the routine to be ready", () -> task.count() == 1);

    person.visit(play.site().url(Offices.ORDERS, "/"));
    double began = script.seconds();
    Page again = person.beside("repeat.html", "&task=" + task.getAttribute("data-task"));
    again.getByLabel("Customer").fill("Olive Reed");
    again.getByLabel("Amount").fill("77");
    play.screenshot(again, "routine-preview");
    again
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Do it").setExact(true))
        .click();
    again.locator("section[data-kind=done]").waitFor();
    String saved = person.page().locator("#what").innerText();
    script.check("the fourth order is as asked: " + saved, saved.equals("Olive Reed, 77, by post"));
    script.step(
        "the fourth is done step by step; what was always the same was known",
        Map.of("againSeconds", Script.round(script.seconds() - began)));
    again.close();
  }

  private static void byHand(Play play, String customer, String amount) {
    Person person = play.person();
    person.visit(play.site().url(Offices.ORDERS, "/"));
    Page page = person.page();
    page.getByText("New order").click();
    page.getByLabel("Customer").waitFor();
    person.untilSeen(Offices.ORDERS);
    page.getByLabel("Customer").click();
    page.keyboard().type(customer);
    page.getByLabel("Amount").click();
    page.keyboard().type(amount);
    // A person chooses with the keyboard; what a script chooses is not recorded.
    page.getByLabel("Delivery").press("ArrowDown");
    page.getByText("Save order").click();
    page.locator("#what").waitFor();
  }
}
