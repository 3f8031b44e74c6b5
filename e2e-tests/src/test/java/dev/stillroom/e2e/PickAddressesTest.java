package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Addresses of links and pictures as values, and pages that are larger than what is filled in. */
class PickAddressesTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();

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
  void aListHasItsNamesItsLinksAndItsPicturesAndTheNextPageHasThemToo() throws IOException {
    Panel panel = scene.at("/shelf");
    scene.twoLike("li b", 0, 1);
    scene.twoLike("li b", 0, 1);
    panel.take(1, "Link address");
    scene.twoLike("li img", 0, 1);
    panel.awaitRows(
        List.of(
            goods("Blue jug", "/goods/jug?size=2", "/pictures/jug.png"),
            goods("Tall cup", "/goods/cup?size=2", "/pictures/cup.png"),
            goods("Flat bowl", "/goods/bowl?size=2", "/pictures/bowl.png")));
    Person.screenshots(panel.page(), SCREENSHOTS, "panel-addresses", 300, 480);
    panel.add();
    scene.visit("/shelf?page=2");
    panel.awaitFilled();
    panel.awaitRows(
        List.of(
            goods("Green vase", "/goods/vase?size=2", "/pictures/vase.png"),
            goods("Small pan", "/goods/pan?size=2", "/pictures/pan.png")));
    assertEquals(List.of("text", "link", ""), panel.takes());
  }

  @Test
  void aLinkThatRunsCodeHasNoAddressToTake() {
    Panel panel = scene.at("/lures");
    scene.one("#code");
    scene.one("#data");
    scene.one("#plain");
    panel.awaitRows(List.of(List.of("Run", "Hold", "Go")));
    assertEquals(List.of("", "", "text"), panel.takes(), "a choice only where there is one");
  }

  @Test
  void ofALargePageEveryRowIsFilledIn() {
    List<String> few = numbered(12);
    List<String> many = numbered(6_000);
    scene.site().putUpText(Catalogue.HOST, "/long/1", "text/html", rows(few));
    scene.site().putUpText(Catalogue.HOST, "/long/2", "text/html", rows(many));
    Panel panel = scene.at("/long/1");
    scene.one("tbody td:first-child");
    panel.awaitRows(few.stream().map(List::of).toList());
    panel.add();
    scene.visit("/long/2");
    panel.awaitFilled();
    scene.person().until("all rows to be there", () -> panel.text().contains("6,000 rows"));
    assertEquals(0, panel.page().locator("[data-kind=beyond]").count(), "nothing is left to take");
  }

  private static List<String> goods(String name, String link, String picture) {
    return List.of(
        name, scene.site().url(Catalogue.HOST, link), scene.site().url(Catalogue.HOST, picture));
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "Item " + (i + 1)).toList();
  }

  private static String rows(List<String> names) {
    StringBuilder page = new StringBuilder("<!doctype html><title>Long</title><table><tbody>");
    for (String name : names) {
      page.append("<tr><td>").append(name).append("</td><td>piece</td><td>here</td></tr>");
    }
    return page.append("</tbody></table>").toString();
  }
}
