package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.stillroom.e2e.person.Panel;
import dev.stillroom.e2e.site.Catalogue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Picking from documents: JSON and tables in a tab, in a download, pasted. */
class PickDocumentsTest {

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
  void theFirstNamesOutOfThisJson() {
    Panel panel = scene.at("/data/people.json");
    scene.leaf("Ada").click();
    scene.leaf("Grace").click();
    panel.awaitRows(List.of(List.of("Ada"), List.of("Alan"), List.of("Grace"), List.of("Edsger")));
    assertTrue(panel.text().contains("people › each › name › first"), panel.text());
    panel.add();
    scene.visit("/data/more.json");
    panel.awaitFilled();
    panel.awaitRows(List.of(List.of("Barbara"), List.of("Radia")));
  }

  @Test
  void theFirstNamesOutOfTheSelectedText() {
    scene
        .site()
        .putUp(
            Catalogue.HOST,
            "/quoted",
            "<!doctype html><p>They sent this:</p><pre>[{\"first\": \"Ada\"}, {\"first\": \"Ben\"},"
                + " {\"first\": \"Cleo\"}]</pre><p>What now?</p>");
    scene.visit("/quoted");
    scene.page().evaluate("() => getSelection().selectAllChildren(document.querySelector('pre'))");
    Panel panel = scene.person().panelForSelection(scene.page());
    Page shown = panel.page();
    shown.locator("button.leaf", PickScene.byText("Ada")).click();
    shown.locator("button.leaf", PickScene.byText("Ben")).click();
    panel.awaitRows(List.of(List.of("Ada"), List.of("Ben"), List.of("Cleo")));
    panel.close();
  }

  @Test
  void aTableInAFileIsPickedFromLikeAnyOther() {
    Panel panel = scene.at("/data/towns.csv");
    scene.leaf("Ulm").click();
    panel.press("Take all 3");
    panel.awaitRows(List.of(List.of("Ulm"), List.of("Bonn"), List.of("Halle; Saale")));
  }

  @Test
  void aDownloadedTableAndAPastedTextArePickedFrom() throws IOException {
    scene.visit("/files");
    scene.person().download("rivers.csv");
    var row =
        scene.person().popup().await(scene.person().popup().download("rivers.csv"), "its row");
    assertTrue(row.innerText().contains("Pick from it"), row.innerText());
    Page opened =
        scene.person().open("panel.html?tab=1&download=" + row.getAttribute("data-download"));
    opened.locator("button.leaf", PickScene.byText("Bonn")).waitFor();
    assertEquals(9, opened.locator("button.leaf").count());
    opened.getByText("From a text or file instead").click();
    opened.getByLabel("JSON, CSV or any text").fill("[{\"a\": \"x\"}, {\"a\": \"y\"}]");
    opened.getByText("Use this text").click();
    opened.locator("button.leaf", PickScene.byText("x")).click();
    opened.getByText("Take all 2").click();
    assertEquals(2, opened.locator("section[data-kind=result] tbody tr").count());
    opened.close();
  }

  @Test
  void aDownloadThatCannotBeReadSaysWhyAndCanBeTriedAgain() {
    Page opened = scene.person().open("panel.html?tab=1&download=none-of-them");
    Locator failure = opened.locator("[data-kind=failure]");
    failure.waitFor();
    assertTrue(failure.innerText().contains("that download is gone"), failure.innerText());
    failure.getByText("Try again").click();
    assertTrue(failure.isVisible());
    opened.close();
  }
}
