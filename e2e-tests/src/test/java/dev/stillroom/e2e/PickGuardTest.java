package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.e2e.person.Panel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages try is text and nothing else, and what is secret is not kept. */
class PickGuardTest {

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
  void aHostilePageIsTextAndNothingElse() {
    Panel panel = scene.at("/hostile");
    scene.one("h1");
    scene.twoLike("p.what", 0, 1);
    panel.page().getByLabel("One row for each item").check();
    scene.person().until("all its lines", () -> panel.rows().size() == 4);
    List<List<String>> rows = panel.rows();
    assertEquals("<img src=x onerror=\"document.title='owned'\">", rows.getFirst().getFirst());
    assertEquals("<script>document.title='owned'</script>", rows.getFirst().getLast());
    assertEquals("dlog eerf right way", rows.get(1).getLast());
    assertEquals(0, panel.page().locator("[data-kind=next]").count(), "no link that runs code");
    panel.press("Done picking");
    panel.add();
    assertEquals("Catalogue", scene.page().title());
    assertEquals("Pick fields", panel.page().title());
    assertEquals(0, panel.page().locator("main img, main script").count());
    assertEquals(0, SceneFiles.holding(scene.stage().home(), "csrf-77aa-secret").size());
    assertEquals(0, SceneFiles.holding(scene.stage().home(), "typed-by-person").size());
  }

  @Test
  void ofAPageThatTakesSecretsNothingIsKept() {
    Panel panel = scene.at("/account");
    scene.one("h1");
    panel.press("Done picking");
    panel.press("Add this page");
    scene
        .person()
        .until(
            "the refusal",
            () -> panel.page().getByText("Nothing is kept from this page").count() > 0);
    for (String secret : List.of("hunter2-secret", "4111111111111111", "Account of Ada")) {
      assertEquals(0, SceneFiles.holding(scene.stage().home(), secret).size(), secret);
    }
  }
}
