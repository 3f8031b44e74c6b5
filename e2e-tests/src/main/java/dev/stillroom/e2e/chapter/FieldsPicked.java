package dev.stillroom.e2e.chapter;

import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * "Get the first names out of this JSON", by two clicks; and fields picked from one page, filled in
 * on the next.
 */
public final class FieldsPicked implements Chapter {

  private static final List<List<String>> FIRST_NAMES =
      List.of(List.of("Ada"), List.of("Alan"), List.of("Grace"), List.of("Edsger"));

  @Override
  public String title() {
    return "Get the first names out of this JSON; pick fields";
  }

  @Override
  public void play(Play play) throws IOException {
    Catalogue.putUp(play.site());
    firstNames(play);
    fields(play);
  }

  private static void firstNames(Play play) throws IOException {
    Script script = play.script();
    double began = script.seconds();
    Panel panel = at(play, "/data/people.json");
    leaf(panel, "Ada");
    leaf(panel, "Grace");
    panel.awaitRows(FIRST_NAMES);
    script.check(
        "the way to the names is shown: " + panel.fields(),
        panel.text().contains("people › each › name › first"));
    script.step(
        "two first names clicked in a JSON document, all 4 got: people › each › name › first",
        Map.of("firstNamesSeconds", Script.round(script.seconds() - began)));
    panel.add();
    play.screenshot(panel.page(), "json");
    visit(play, "/data/more.json");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Barbara"), List.of("Radia")));
    script.step("another document of another build: Barbara and Radia, by the path it learned");
    panel.close();
  }

  private static void fields(Play play) throws IOException {
    Script script = play.script();
    Panel panel = at(play, "/people");
    Page page = play.person().page();
    for (int column = 0; column < 2; column++) {
      panel.pick();
      panel.click(page.locator("tbody tr").nth(1).locator("td").nth(column));
    }
    play.person().until("both fields", () -> panel.fields().size() == 2);
    script.check(
        "fields are named by the page: " + panel.fields(),
        panel.fields().equals(List.of("Name", "Born")));
    panel.add();
    script.step("one click each on a name and a year of a table: 4 rows, fields Name and Born");
    play.screenshot(page, "picked-page");
    double began = script.seconds();
    visit(play, "/people?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(List.of("Barbara", "1939"), List.of("Donald", "1938"), List.of("Radia", "1951")));
    double seconds = script.seconds() - began;
    panel.add();
    play.person().untilEqual("seven rows in the table", 7, () -> panel.table().size());
    script.step(
        "the next page filled in by itself and added: 7 rows in one table",
        Map.of("filledInSeconds", Script.round(seconds)));
    play.screenshot(panel.page(), "picked");
    panel.close();
  }

  private static Panel at(Play play, String path) {
    visit(play, path);
    Person person = play.person();
    return person.panelFor(person.page());
  }

  private static void visit(Play play, String path) {
    play.person().visit(play.site().url(Catalogue.HOST, path));
  }

  private static void leaf(Panel panel, String text) {
    panel
        .page()
        .locator(
            "button.leaf", new Page.LocatorOptions().setHasText(Pattern.compile("^" + text + "$")))
        .first()
        .click();
  }
}
