package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.Boats;
import dev.stillroom.e2e.site.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A list that goes on, frames without an address, pictures that come later. */
class PickOnwardTest {

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
  void aListThatGoesOnIsCollectedWithOneClickForEachPage() throws IOException {
    Boats.putUp(scene.site());
    Panel panel = scene.at(Boats.HOST, Boats.path(1));
    scene.twoLike("li b", 0, 1);
    panel.awaitRows(List.of(List.of("Anna"), List.of("Berta"), List.of("Clara")));
    Person.screenshots(panel.page(), SCREENSHOTS, "panel-onward", 300, 480);
    panel.press("Add this page and go there");
    scene.person().until("the second page", () -> scene.page().url().endsWith("page=2"));
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Dora"), List.of("Emma"), List.of("Frieda")));
    panel.press("Add this page and go there");
    scene.person().until("the third page", () -> scene.page().url().endsWith("page=3"));
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Greta"), List.of("Hanna")));
    assertTrue(
        panel.page().locator("[data-kind=next]").count() == 0, "there is no page behind the last");
    panel.add();
    scene
        .person()
        .until(
            "the whole table",
            () -> panel.page().locator("[data-kind=collected] tbody tr").count() == 8);
    Person.screenshots(panel.page(), SCREENSHOTS, "panel-collected", 300, 480);
  }

  @Test
  void aFrameWhoseTextStandsInThePageItselfIsPickedFrom() {
    putUp(
        "/inlaid",
        "<h1>Inlaid</h1><iframe width=400 height=200 srcdoc=\"<ul><li><b>Moss</b><li><b>Fern</b>"
            + "<li><b>Reed</b></ul>\"></iframe><iframe id=blank width=400 height=120></iframe>"
            + "<script>setTimeout(() => { document.getElementById('blank').contentDocument.body"
            + ".innerHTML = '<p>Written later</p>'; }, 50)</script>");
    Panel panel = scene.at("/inlaid");
    panel.pick();
    panel.click(scene.page().frameLocator("iframe[srcdoc]").locator("b").first());
    panel.click(scene.page().frameLocator("iframe[srcdoc]").locator("b").nth(1));
    panel.awaitRows(List.of(List.of("Moss"), List.of("Fern"), List.of("Reed")));
    panel.pick();
    panel.click(scene.page().frameLocator("#blank").locator("p"));
    scene.person().until("the written text", () -> panel.text().contains("Written later"));
  }

  @Test
  void aPictureThatIsLoadedInSightHasTheAddressThatItWillHave() {
    String blank = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    StringBuilder page = new StringBuilder("<h1>Later</h1><ul>");
    for (String name : List.of("jug", "cup", "pot")) {
      page.append(
          "<li><b>%s</b><img width=40 height=40 alt='' src='%s' data-src='/pictures/%s.png'></li>"
              .formatted(name, blank, name));
    }
    putUp("/later", page + "</ul>");
    Panel panel = scene.at("/later");
    scene.twoLike("li b", 0, 1);
    scene.twoLike("li img", 0, 1);
    panel.awaitRows(List.of(picture("jug"), picture("cup"), picture("pot")));
  }

  private static List<String> picture(String name) {
    return List.of(name, scene.site().url(Catalogue.HOST, "/pictures/" + name + ".png"));
  }

  private static void putUp(String path, String body) {
    scene.site().putUpText(Catalogue.HOST, path, "text/html", "<!doctype html>" + body);
  }
}
