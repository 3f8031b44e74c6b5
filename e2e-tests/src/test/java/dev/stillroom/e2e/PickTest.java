package dev.stillroom.e2e;

import dev.stillroom.e2e.person.Panel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Picking fields from pages of many builds, by clicks; the second page is filled in. */
class PickTest {

  private static PickScene scene;

  @BeforeAll
  static void open() throws IOException {
    scene = PickScene.open();
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @AfterEach
  void closePanel() {
    scene.closePanel();
  }

  @Test
  void oneCellOfATableTakesItsColumnAndTheNextPageIsFilledIn() {
    Panel panel = scene.at("/people");
    panel.pick();
    panel.click(scene.cell(1, 0));
    panel.pick();
    panel.click(scene.cell(2, 1));
    scene.person().untilEqual("the fields", List.of("Name", "Born"), panel::fields);
    panel.awaitRows(
        List.of(
            List.of("Ada", "1815"),
            List.of("Alan", "1912"),
            List.of("Grace", "1906"),
            List.of("Edsger", "1930")));
    panel.add();
    scene.visit("/people?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(List.of("Barbara", "1939"), List.of("Donald", "1938"), List.of("Radia", "1951")));
    panel.add();
    scene.person().untilEqual("seven rows", 7, () -> panel.table().size());
  }

  @Test
  void termsAndTheirDescriptionsMakeRows() {
    Panel panel = scene.at("/terms");
    scene.twoLike("dt", 0, 1);
    scene.twoLike("dd.price", 0, 1);
    panel.awaitRows(List.of(List.of("Copper still", "189 €"), List.of("Glass alembic", "64 €")));
    panel.add();
    scene.visit("/terms?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(
            List.of("Steel kettle", "240 €"),
            List.of("Clay pot", "38 €"),
            List.of("Retort", "91 €")));
  }

  @Test
  void anAdThatIsTakenOutStaysOutAndACardWithoutAPriceHasNone() {
    Panel panel = scene.at("/cards");
    scene.twoLike(".card h3 a", 0, 1);
    panel.click(scene.page().locator(".ad h3 a"));
    scene.twoLike(".card:not(.ad) .price", 0, 1);
    panel.click(scene.page().locator(".ad .price"));
    panel.awaitRows(
        List.of(
            List.of("Blue jug", "12.50 €"),
            List.of("Tall cup", "7.00 €"),
            List.of("Flat bowl", ""),
            List.of("Red mug", "9.90 €")));
    panel.add();
    scene.visit("/cards?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(
            List.of("Green vase", "31.00 €"),
            List.of("Small pan", ""),
            List.of("White plate", "5.20 €")));
  }

  @Test
  void aProductPageWithMovedBlocksIsFollowedAndALargeChangeAbstains() {
    Panel panel = scene.at("/product/17");
    scene.one("h1");
    scene.one("[itemprop=price]");
    scene.one(".facts td");
    scene.person().untilEqual("the fields", List.of("title", "price", "Maker"), panel::fields);
    panel.awaitRows(List.of(List.of("Copper still", "189.00 €", "Hearth & Sons")));
    panel.add();
    scene.visit("/product/18");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Glass alembic", "64.00 €", "Clearwater")));
    panel.add();
    scene.visit("/product/19");
    scene
        .person()
        .until(
            "the page that is too different to be left open",
            () ->
                panel.page().locator("[data-kind=abstained]").count() > 0
                    || panel.states().stream()
                        .flatMap(List::stream)
                        .noneMatch(state -> state.equals("found")));
  }

  @Test
  void anArticleHasSeveralAuthorsInOneRow() {
    Panel panel = scene.at("/news/a-story-of-salt");
    scene.one("h1");
    scene.twoLike(".author", 0, 1);
    panel.awaitRows(List.of(List.of("A story of salt", "Ada Byron; Alan Mathison")));
    panel.add();
    scene.visit("/news/where-rivers-meet");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Where rivers meet", "Grace Murray; Edsger Wybe; Radia Joy")));
  }

  @Test
  void searchResultsAreToldFromAdsAndTheNextPageIsOneButtonAway() {
    Panel panel = scene.at("/search");
    scene.twoLike(".result h3 a", 0, 1);
    scene.twoLike(".result cite", 0, 1);
    panel.awaitRows(
        List.of(
            List.of("Distilling water", "still.example"),
            List.of("Rose oil at home", "petals.example"),
            List.of("Alembic care", "copper.example")));
    panel.add();
    panel.press("Go there");
    scene.person().until("the next page", () -> scene.page().url().endsWith("page=2"));
    panel.awaitFilled();
    panel.awaitRows(
        List.of(List.of("Mint harvest", "herbs.example"), List.of("Old stills", "museum.example")));
  }

  @Test
  void shadowTreesOpenAndClosedAreSeen() {
    Panel panel = scene.at("/parts");
    panel.pick();
    clickText("person-card", 0, 20);
    clickText("person-card", 1, 20);
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace")));
    panel.add();
    scene.visit("/parts?page=2");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Barbara"), List.of("Radia")));
  }

  @Test
  void aFrameOfTheSameSiteIsPartOfThePage() {
    Panel panel = scene.at("/framed");
    panel.pick();
    panel.click(scene.page().frameLocator("iframe").locator("tbody tr:nth-child(2) td").first());
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace"), List.of("Edsger")));
  }

  /** Clicks into an element whose inside a test cannot name. */
  private void clickText(String selector, int nth, int below) {
    var box = scene.page().locator(selector).nth(nth).boundingBox();
    scene.page().mouse().click(box.x + 8, box.y + below);
  }
}
