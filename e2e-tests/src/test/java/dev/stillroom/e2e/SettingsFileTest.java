package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.person.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings as a file, and the numbers beside what goes wrong. */
class SettingsFileTest {

  private static final Path LOOKS = Path.of("target", "screenshots").toAbsolutePath();

  private static Scene scene;

  @BeforeAll
  static void somebodyHasAgreed() throws IOException {
    scene = Scene.agreed();
  }

  @AfterAll
  static void close() throws IOException {
    scene.close();
  }

  @Test
  void settingsAreTakenFromAFileAfterALookAndTakenBackAtOnce() throws IOException {
    Path pictures =
        Files.createDirectories(scene.stage().downloads().resolveSibling("My pictures"));
    Path file = scene.stage().downloads().resolveSibling("settings.json");
    Files.writeString(
        file,
        """
        {"format": "stillroom-settings", "version": 1, "pausedSites": ["bank.example"],
         "watchedSites": ["tickets.localhost"], "folders": ["%s", "/etc"], "monthlyCost": 7}
        """
            .formatted(pictures));
    Page page = scene.person().open("options.html#privacy");
    Locator card = page.locator("section[data-kind=settings-file]");
    card.locator("input[type=file]").setInputFiles(file);
    card.getByText("Nothing is recorded on bank.example").waitFor();
    JsonNode before = scene.ask("status");
    assertFalse(before.toString().contains("My pictures"), "looking changes nothing");
    Person.screenshots(page, LOOKS, "settings-preview", 480, 1100);

    press(card, "Take over");

    card.locator("[data-kind=last-import]").waitFor();
    assertTrue(scene.ask("status").toString().contains("My pictures"));
    String refused = card.locator("ul[data-kind=refused]").innerText();
    assertTrue(refused.contains("/etc") && refused.contains("(error 8)"), refused);
    page.locator("ul[data-kind=watched]").getByText("tickets.localhost").waitFor();
    Person.screenshots(page, LOOKS, "settings-taken", 480, 1100);
    JsonNode saved = saved(card);
    assertEquals("bank.example", saved.path("pausedSites").path(0).asText());
    assertEquals(7, saved.path("monthlyCost").asInt());

    page.reload();
    press(card, "Undo all of it");

    card.getByText("Everything is as it was before.").waitFor();
    JsonNode after = saved(card);
    assertEquals(0, after.path("pausedSites").size());
    assertEquals(0, after.path("watchedSites").size());
    assertEquals(1, after.path("folders").size());
    assertTrue(after.path("monthlyCost").isNull());
    page.close();
  }

  @Test
  void aHostileFileIsRefusedInOneSentence() throws IOException {
    Path file = scene.stage().downloads().resolveSibling("hostile.json");
    Files.writeString(
        file,
        "{\"format\":\"stillroom-settings\",\"version\":1,\"watchedSites\":[\"*\"],\"programs\":[]}");
    Page page = scene.person().open("options.html#privacy");
    Locator card = page.locator("section[data-kind=settings-file]");
    card.locator("input[type=file]").setInputFiles(file);
    card.getByText("This file is refused, nothing was changed").waitFor();
    assertEquals(
        0,
        card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Take over"))
            .count());
    page.close();
  }

  @Test
  void anErrorsNumberLeadsToItsExplanation() {
    Page page = scene.person().open("options.html#privacy");
    page.getByLabel("Folder", new Page.GetByLabelOptions().setExact(true)).fill("/etc");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow").setExact(true))
        .click();
    Locator number = page.locator(".failure a.error-number");
    assertEquals("(error 8)", number.innerText());
    Page opened = page.context().waitForPage(number::click);
    Locator asked = opened.locator(".asked");
    asked.waitFor();
    assertTrue(asked.innerText().contains("not allowed"), asked.innerText());
    scene
        .person()
        .untilEqual(
            "the focus", "error-8", () -> opened.evaluate("() => document.activeElement.id"));
    opened.close();
    page.close();
  }

  /** What "Save as a file" saves. */
  private static JsonNode saved(Locator card) throws IOException {
    Path file = scene.stage().downloads().resolve("stillroom-settings.json");
    Files.deleteIfExists(file);
    press(card, "Save as a file");
    scene.person().until("the saved settings", () -> Files.exists(file));
    return new ObjectMapper().readTree(file.toFile());
  }

  private static void press(Locator within, String name) {
    within
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
