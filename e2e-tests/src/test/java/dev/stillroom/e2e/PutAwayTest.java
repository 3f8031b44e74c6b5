package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.site.Papers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what lies in folders since long ago to downloads that go there, with real files. */
class PutAwayTest {

  @Test
  void earlierDownloadsMakeTheFirstOfferAndFoldersAreTidiedAndUndone() throws IOException {
    try (FoldersScene scene = new FoldersScene()) {
      for (int i = 0; i < 8; i++) {
        FoldersScene.move(scene.invoice(i), scene.invoices);
        FoldersScene.move(scene.ticket(i), scene.tickets);
      }
      long installed = System.nanoTime();
      lookBack(scene);
      scene.learn();
      Path offered = scene.invoice(10);
      Popup popup = scene.popup();
      Locator offer = popup.await(popup.offer(name(offered)), "the first offer of a folder");
      Duration took = Duration.ofNanos(System.nanoTime() - installed);
      System.err.println("from Start to the first offer: " + took.toSeconds() + " s");
      assertTrue(took.toSeconds() < 120, "the first offer came after " + took);

      taken(scene, offered, offer);
      elsewhere(scene);
      always(scene);
      tidied(scene);
      lastHour(scene);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static void lookBack(FoldersScene scene) throws IOException {
    scene.person().agree();
    Page welcome = scene.person().open("welcome.html");
    Locator card = welcome.locator("section[data-kind=look-back]");
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Look back")).click();
    scene
        .person()
        .until("what was found", () -> card.innerText().contains("You had put 16 of them"));
    FoldersScene.look(welcome, "look-back", 480, 1000);
    welcome.close();
    JsonNode task = scene.ask("tasks", "list").path("tasks").path(0);
    assertEquals(0, task.path("agreement").path("n").asInt(), "the past is no evidence: " + task);
  }

  /** One click, and one more takes it back. */
  private static void taken(FoldersScene scene, Path file, Locator offer) throws IOException {
    Popup popup = scene.popup();
    assertTrue(offer.innerText().contains("Put " + name(file) + " into Invoices?"));
    assertTrue(offer.innerText().contains("Because it is"), offer.innerText());
    FoldersScene.look(popup.page(), "offer-folder", 360, 480);
    popup.press(offer, "To Invoices");
    Path there = scene.invoices.resolve(name(file));
    // For a moment it has both names, so that at none it has none.
    scene
        .person()
        .until("the file in its folder", () -> Files.exists(there) && !Files.exists(file));
    Locator row = popup.await(popup.download(name(file)), "its row");
    scene.person().until("the row to say so", () -> row.innerText().contains("Put into Invoices"));
    popup.press(row, "Undo");
    scene.person().until("the file to be back", () -> Files.exists(file) && !Files.exists(there));
  }

  /** Another folder is one click away. */
  private static void elsewhere(FoldersScene scene) throws IOException {
    Path file = scene.invoice(11);
    Popup popup = scene.popup();
    Locator offer = popup.await(popup.offer(name(file)), "an offer");
    popup.press(offer, "To Tickets");
    scene.person().until("the other folder", () -> Files.exists(scene.tickets.resolve(name(file))));
    popup.awaitGone(popup.offer(name(file)), "the offer to be answered");
  }

  /** "Always" is said for one folder; the others are still asked about. */
  private static void always(FoldersScene scene) throws IOException {
    Popup popup = scene.popup();
    Path first = scene.ticket(12);
    Locator offer = popup.await(popup.offer(name(first)), "an offer");
    popup.press(offer, "Always to Tickets");
    FoldersScene.look(popup.page(), "always-folder", 360, 480);
    popup.press(offer, "Always do this");
    scene.person().until("the file", () -> Files.exists(scene.tickets.resolve(name(first))));
    JsonNode acts = scene.ask("undo").path("acts");
    assertTrue(acts.size() > 0, acts.toString());
  }

  /** What was thrown into the folder by hand goes where it belongs, as one act. */
  private static void tidied(FoldersScene scene) throws IOException {
    Path downloads = scene.stage().downloads().toRealPath();
    for (int i = 40; i < 60; i++) {
      Files.writeString(downloads.resolve("invoice-2025-" + i + ".pdf"), "invoice " + i);
    }
    String hostile = "\u202Efdp.invoice-2025-99.pdf";
    Files.writeString(downloads.resolve(hostile), "hostile");
    JsonNode dry = scene.ask("tidy", downloads.toString());
    assertTrue(Files.exists(downloads.resolve("invoice-2025-40.pdf")), "nothing is done by itself");

    Page options = scene.person().open("options.html#tidy");
    press(options, "Look through it");
    Locator rows = options.locator("[data-kind=tidy-file]");
    scene.person().until("the preview", () -> rows.count() >= 21);
    assertEquals(dry.path("files").size(), rows.count(), "command and page say the same");
    assertTrue(options.locator("main").innerText().contains("□fdp.invoice"), "the name is shown");
    FoldersScene.look(options, "tidy", 480, 1100);
    Locator corrected = options.locator("[data-name='invoice-2025-41.pdf'] select");
    corrected.selectOption(scene.tickets.toString());
    options.locator("[data-name='invoice-2025-42.pdf'] select").selectOption("");
    for (String name : List.of("invoice-2025-40.pdf", "invoice-2025-43.pdf")) {
      options.locator("[data-name='" + name + "'] select").selectOption(scene.invoices.toString());
    }
    options
        .locator("section[data-kind=tidy]")
        .getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText("away"))
        .first()
        .click();
    Locator done = options.locator("section[data-kind=tidied]");
    scene.person().until("all to be put away", () -> done.innerText().contains("left for you"));
    assertTrue(Files.exists(scene.tickets.resolve("invoice-2025-41.pdf")), "as it was corrected");
    assertTrue(Files.exists(scene.invoices.resolve("invoice-2025-40.pdf")));
    assertTrue(Files.exists(downloads.resolve("invoice-2025-42.pdf")), "as it was left");
    FoldersScene.look(options, "tidied", 480, 1100);
    press(options, "Undo all of it");
    scene
        .person()
        .until(
            "everything to be back", () -> options.innerText("main").contains("back where it was"));
    for (int i = 40; i < 60; i++) {
      Path back = downloads.resolve("invoice-2025-" + i + ".pdf");
      assertEquals("invoice " + i, Files.readString(back));
    }
    assertEquals("hostile", Files.readString(downloads.resolve(hostile)));
    options.close();
  }

  /** The week's figures lead to their evidence; the last hour is taken back at once. */
  private static void lastHour(FoldersScene scene) throws IOException {
    Popup popup = scene.popup();
    Locator week = popup.page().locator("[data-kind=week]");
    assertTrue(week.innerText().contains("0 bytes left this machine"), week.innerText());
    assertEquals(4, week.getByRole(AriaRole.LINK).count());
    Page options = scene.person().open("options.html#activity");
    options.locator("[data-kind=acts]").waitFor();
    FoldersScene.look(options, "activity", 480, 1100);
    assertTrue(
        Files.exists(scene.tickets.resolve(Papers.ticket(12))), "there is something to take back");
    press(options, "Undo the last hour…");
    press(options, "Undo them");
    scene
        .person()
        .until(
            "the ticket to be back",
            () -> Files.exists(scene.stage().downloads().resolve(Papers.ticket(12))));
    options.close();
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
