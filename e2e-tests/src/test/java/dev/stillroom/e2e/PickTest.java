package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Catalogue;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Picking fields from pages of many builds, by clicks; the second page is filled in. */
class PickTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

  private static Site site;
  private static Stage stage;
  private static Person person;

  private Panel panel;

  @BeforeAll
  static void open() throws IOException {
    site = Site.start();
    Catalogue.putUp(site);
    stage = Stage.set(Stage.imageOfBuild());
    person = Person.on(stage, false);
    person.agree();
  }

  @AfterAll
  static void close() throws IOException {
    person.close();
    stage.close();
    site.close();
  }

  @AfterEach
  void closePanel() {
    if (panel != null) {
      panel.close();
    }
  }

  @Test
  void oneCellOfATableTakesItsColumnAndTheNextPageIsFilledIn() {
    panel = at("/people");
    panel.pick();
    panel.click(cell(1, 0));
    panel.pick();
    panel.click(cell(2, 1));
    assertEquals(List.of("Name", "Born"), panel.fields());
    panel.awaitRows(
        List.of(
            List.of("Ada", "1815"),
            List.of("Alan", "1912"),
            List.of("Grace", "1906"),
            List.of("Edsger", "1930")));
    panel.add();
    visit("/people?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(List.of("Barbara", "1939"), List.of("Donald", "1938"), List.of("Radia", "1951")));
    panel.add();
    person.untilEqual("seven rows", 7, () -> panel.table().size());
  }

  @Test
  void termsAndTheirDescriptionsMakeRows() {
    panel = at("/terms");
    twoLike("dt", 0, 1);
    twoLike("dd.price", 0, 1);
    panel.awaitRows(List.of(List.of("Copper still", "189 €"), List.of("Glass alembic", "64 €")));
    panel.add();
    visit("/terms?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(
            List.of("Steel kettle", "240 €"),
            List.of("Clay pot", "38 €"),
            List.of("Retort", "91 €")));
  }

  @Test
  void anAdThatIsTakenOutStaysOutAndACardWithoutAPriceHasNone() {
    panel = at("/cards");
    twoLike(".card h3 a", 0, 1);
    panel.click(page().locator(".ad h3 a"));
    twoLike(".card:not(.ad) .price", 0, 1);
    panel.click(page().locator(".ad .price"));
    panel.awaitRows(
        List.of(
            List.of("Blue jug", "12.50 €"),
            List.of("Tall cup", "7.00 €"),
            List.of("Flat bowl", ""),
            List.of("Red mug", "9.90 €")));
    panel.add();
    visit("/cards?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(
            List.of("Green vase", "31.00 €"),
            List.of("Small pan", ""),
            List.of("White plate", "5.20 €")));
  }

  @Test
  void aProductPageWithMovedBlocksIsFollowedAndALargeChangeAbstains() {
    panel = at("/product/17");
    one("h1");
    one("[itemprop=price]");
    one(".facts td");
    assertEquals(List.of("title", "price", "Maker"), panel.fields());
    panel.awaitRows(List.of(List.of("Copper still", "189.00 €", "Hearth & Sons")));
    panel.add();
    visit("/product/18");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Glass alembic", "64.00 €", "Clearwater")));
    panel.add();
    visit("/product/19");
    person.until(
        "the page that is too different to be left open",
        () ->
            panel.page().locator("[data-kind=abstained]").count() > 0
                || panel.states().stream()
                    .flatMap(List::stream)
                    .noneMatch(state -> state.equals("found")));
  }

  @Test
  void anArticleHasSeveralAuthorsInOneRow() {
    panel = at("/news/a-story-of-salt");
    one("h1");
    twoLike(".author", 0, 1);
    panel.awaitRows(List.of(List.of("A story of salt", "Ada Byron; Alan Mathison")));
    panel.add();
    visit("/news/where-rivers-meet");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Where rivers meet", "Grace Murray; Edsger Wybe; Radia Joy")));
  }

  @Test
  void searchResultsAreToldFromAdsAndTheNextPageIsOneButtonAway() {
    panel = at("/search");
    twoLike(".result h3 a", 0, 1);
    twoLike(".result cite", 0, 1);
    panel.awaitRows(
        List.of(
            List.of("Distilling water", "still.example"),
            List.of("Rose oil at home", "petals.example"),
            List.of("Alembic care", "copper.example")));
    panel.add();
    panel.press("Go there");
    person.until("the next page", () -> page().url().endsWith("page=2"));
    panel.awaitFilled();
    panel.awaitRows(
        List.of(List.of("Mint harvest", "herbs.example"), List.of("Old stills", "museum.example")));
  }

  @Test
  void shadowTreesOpenAndClosedAreSeen() {
    panel = at("/parts");
    panel.pick();
    clickText("person-card", 0, 20);
    clickText("person-card", 1, 20);
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace")));
    panel.add();
    visit("/parts?page=2");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Barbara"), List.of("Radia")));
  }

  @Test
  void aFrameOfTheSameSiteIsPartOfThePage() {
    panel = at("/framed");
    panel.pick();
    panel.click(page().frameLocator("iframe").locator("tbody tr:nth-child(2) td").first());
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace"), List.of("Edsger")));
  }

  @Test
  void theFirstNamesOutOfThisJson() {
    panel = at("/data/people.json");
    panel.page().locator("button.leaf", byText("Ada")).first().click();
    panel.page().locator("button.leaf", byText("Grace")).first().click();
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace"), List.of("Edsger")));
    assertTrue(panel.text().contains("people › each › name › first"), panel.text());
    panel.add();
    visit("/data/more.json");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Barbara"), List.of("Radia")));
  }

  @Test
  void aTableInAFileIsPickedFromLikeAnyOther() {
    panel = at("/data/towns.csv");
    panel.page().locator("button.leaf", byText("Ulm")).click();
    panel.press("Take all 3");
    panel.awaitRows(List.of(List.of("Ulm"), List.of("Bonn"), List.of("Halle; Saale")));
  }

  @Test
  void aDownloadedTableAndAPastedTextArePickedFrom() throws IOException {
    visit("/files");
    person.download("rivers.csv");
    var row = person.popup().await(person.popup().download("rivers.csv"), "its row");
    assertTrue(row.innerText().contains("Pick from it"), row.innerText());
    Page opened = person.open("panel.html?tab=1&download=" + row.getAttribute("data-download"));
    opened.locator("button.leaf", byText("Bonn")).waitFor();
    assertEquals(9, opened.locator("button.leaf").count());
    opened.getByText("From a text or file instead").click();
    opened.getByLabel("JSON, CSV or any text").fill("[{\"a\": \"x\"}, {\"a\": \"y\"}]");
    opened.getByText("Use this text").click();
    opened.locator("button.leaf", byText("x")).click();
    opened.getByText("Take all 2").click();
    assertEquals(2, opened.locator("section[data-kind=result] tbody tr").count());
    opened.close();
  }

  @Test
  void aHostilePageIsTextAndNothingElse() {
    panel = at("/hostile");
    one("h1");
    twoLike("p.what", 0, 1);
    panel.page().getByLabel("One row for each item").check();
    person.until("all its lines", () -> panel.rows().size() == 4);
    List<List<String>> rows = panel.rows();
    assertEquals("<img src=x onerror=\"document.title='owned'\">", rows.getFirst().getFirst());
    assertEquals("<script>document.title='owned'</script>", rows.getFirst().getLast());
    assertEquals("dlog eerf right way", rows.get(1).getLast());
    assertEquals(0, panel.page().locator("[data-kind=next]").count(), "no link that runs code");
    panel.press("Done picking");
    panel.add();
    assertEquals("Catalogue", page().title());
    assertEquals("Pick fields", panel.page().title());
    assertEquals(0, panel.page().locator("main img, main script").count());
    assertEquals(0, SceneFiles.holding(stage.home(), "csrf-77aa-secret").size());
    assertEquals(0, SceneFiles.holding(stage.home(), "typed-by-person").size());
  }

  @Test
  void ofAPageThatTakesSecretsNothingIsKept() {
    panel = at("/account");
    one("h1");
    panel.press("Done picking");
    panel.press("Add this page");
    person.until(
        "the refusal", () -> panel.page().getByText("Nothing is kept from this page").count() > 0);
    for (String secret : List.of("hunter2-secret", "4111111111111111", "Account of Ada")) {
      assertEquals(0, SceneFiles.holding(stage.home(), secret).size(), secret);
    }
  }

  @Test
  void theKeyboardAlonePicks() {
    panel = at("/alone");
    panel.pick();
    page().bringToFront();
    page().keyboard().press("ArrowDown");
    page().keyboard().press("ArrowDown");
    page().keyboard().press("Enter");
    page().keyboard().press("Escape");
    person.until("one field", () -> panel.fields().size() == 1);
    panel.awaitRows(List.of(List.of("Copper still")));
    person.until("picking to end", () -> panel.button("Pick another field").count() > 0);
  }

  @Test
  void aCorrectionIsOneClickAndCanBeTakenBack() {
    panel = at("/alone");
    one("h1");
    one("[itemprop=price]");
    panel.page().locator("section[data-kind=result] td .cell").first().click();
    panel.press("Click the right one");
    panel.click(page().locator(".facts td").first());
    panel.awaitRows(List.of(List.of("Hearth & Sons", "189.00 €")));
    panel.press("Undo");
    panel.awaitRows(List.of(List.of("Copper still", "189.00 €")));
  }

  @Test
  void thePanelLooksWellAndReadsWellInLightAndDark() throws IOException {
    panel = at("/cards");
    screenshot("panel-empty");
    twoLike(".card:not(.ad) h3 a", 0, 1);
    panel.click(page().locator(".ad h3 a"));
    screenshot("panel-picking");
    page().screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("picked-page.png")));
    twoLike(".card:not(.ad) .price", 0, 1);
    panel.click(page().locator(".ad .price"));
    panel.press("Done picking");
    panel.add();
    panel.page().locator("section[data-kind=result] td .cell").nth(1).click();
    screenshot("panel-table");
    panel.close();
    panel = at("/data/people.json");
    panel.page().locator("button.leaf", byText("Ada")).first().click();
    panel.page().locator("button.leaf", byText("Grace")).first().click();
    screenshot("panel-json");
  }

  private void screenshot(String name) throws IOException {
    Page shown = panel.page();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      shown.evaluate(Axe.script());
      assertEquals(List.of(), shown.evaluate(Axe.PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(shown, SCREENSHOTS, name, 300, 480);
  }

  private Panel at(String path) {
    visit(path);
    return person.panelFor(page());
  }

  private void visit(String path) {
    person.visit(site.url(Catalogue.HOST, path));
  }

  private static Page page() {
    return person.page();
  }

  private static com.microsoft.playwright.Locator cell(int row, int column) {
    return page().locator("tbody tr").nth(row).locator("td").nth(column);
  }

  private void one(String selector) {
    panel.pick();
    panel.click(page().locator(selector).first());
  }

  private void twoLike(String selector, int first, int second) {
    panel.pick();
    panel.click(page().locator(selector).nth(first));
    panel.click(page().locator(selector).nth(second));
  }

  /** Clicks into an element whose inside a test cannot name. */
  private void clickText(String selector, int nth, int below) {
    var box = page().locator(selector).nth(nth).boundingBox();
    page().mouse().click(box.x + 8, box.y + below);
  }

  private static Page.LocatorOptions byText(String text) {
    return new Page.LocatorOptions().setHasText(Pattern.compile("^" + text + "$"));
  }
}
