package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.site.Catalogue;
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

  @Test
  void ofADocumentWhatIsSecretAndWasNotPickedIsNotKept() {
    scene
        .site()
        .putUpText(
            Catalogue.HOST,
            "/data/secret.json",
            "application/json",
            """
            {"people": [{"first": "Adelheid", "password": "json-secret-one", "card": "5555 5555 5555 4444"},
              {"first": "Benedikt", "password": "json-secret-two", "card": 5105105105105100}],
             "token": "json-secret-three", "plain": "json-is-kept"}
            """);
    Panel panel = scene.at("/data/secret.json");
    scene.leaf("Adelheid").click();
    scene.leaf("Benedikt").click();
    panel.awaitRows(List.of(List.of("Adelheid"), List.of("Benedikt")));
    panel.add();
    scene
        .site()
        .putUpText(
            Catalogue.HOST,
            "/data/secret.csv",
            "text/plain",
            "town,password,note\r\nUlm,table-secret-one,table-is-kept\r\nBonn,table-secret-two,-\r\n");
    panel = scene.at("/data/secret.csv");
    scene.leaf("Ulm").click();
    panel.press("Take all 2");
    panel.add();
    panel.page().getByText("From a text or file instead").click();
    panel
        .page()
        .getByLabel("JSON, CSV or any text")
        .fill("[{\"who\": \"Carla\", \"otp\": \"pasted-secret\", \"say\": \"pasted-is-kept\"}]");
    panel.page().getByText("Use this text").click();
    scene.leaf("Carla").click();
    panel.add();
    for (String kept : List.of("json-is-kept", "table-is-kept", "pasted-is-kept")) {
      assertNotEquals(0, SceneFiles.holding(scene.stage().home(), kept).size(), kept);
    }
    for (String secret :
        List.of(
            "json-secret",
            "5555 5555 5555 4444",
            "5105105105105100",
            "table-secret",
            "pasted-secret")) {
      assertEquals(0, SceneFiles.holding(scene.stage().home(), secret).size(), secret);
    }
  }
}
