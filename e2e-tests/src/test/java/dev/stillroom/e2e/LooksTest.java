package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Popup, options and welcome page: for eyes, for keyboards, for screen readers. */
class LooksTest {

  private static final String PROBLEMS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ')).join(', '))
      """;

  private static Scene scene;

  @BeforeAll
  static void aSuggestionIsWaiting() throws IOException {
    scene = Scene.agreed();
    scene.download(Scene.BLOG, "cup-4.webp", "cup-5.webp", "cup-6.webp");
    scene.download(Scene.SHOP, "plan.png", "lake.jpg", "cup-0.webp", "cup-1.webp", "cup-2.webp");
    for (int i = 0; i < 3; i++) {
      Path file = scene.stage().downloads().resolve("cup-" + i + ".webp");
      var popup = scene.person().popup();
      popup.press(popup.await(popup.download("cup-" + i + ".webp"), "its row"), "Convert to JPEG");
      scene.awaitJpeg(file);
    }
    scene.person().popup().await(scene.person().popup().proposal(), "a suggestion");
  }

  @AfterAll
  static void close() throws IOException {
    scene.close();
  }

  @Test
  void axeFindsNothingToSayInLightAndDark() throws IOException {
    for (String name : List.of("popup.html", "options.html", "welcome.html")) {
      Page page = open(name);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.evaluate(axe());
        assertEquals(List.of(), page.evaluate(PROBLEMS), name + " in " + scheme);
      }
      page.close();
    }
  }

  @Test
  void everyTabOfTheOptionsIsAccessible() throws IOException {
    Page page = open("options.html");
    page.evaluate(axe());
    for (String tab : List.of("Tasks", "Tidy", "Activity", "Privacy")) {
      page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(tab)).click();
      assertEquals(List.of(), page.evaluate(PROBLEMS), tab);
    }
    page.close();
  }

  /** Few are disabled for long: every kind of them is made so, beside those that are. */
  @Test
  void whatDisabledButtonsSayCanBeReadInLightAndDark() throws IOException {
    for (String name : List.of("popup.html", "options.html#tasks", "options.html#privacy")) {
      Page page = open(name);
      page.locator("button.primary, button.danger").first().waitFor();
      page.evaluate(
          "() => document.querySelectorAll('button.button').forEach(one => one.disabled = true)");
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        assertEquals(
            List.of(),
            page.evaluate(Contrast.TOO_LITTLE, "button.button:disabled"),
            name + " in " + scheme);
      }
      if (name.equals("popup.html")) {
        Path directory = Path.of("target", "screenshots").toAbsolutePath();
        Person.screenshots(page, directory, "disabled", 360, 480);
      }
      page.close();
    }
  }

  @Test
  void thePopupShowsTheLastFiveDownloadsAndTheOthersWhenAsked() {
    Page page = open("popup.html");
    Locator rows = page.locator("li[data-kind=download]");
    rows.first().waitFor();
    assertEquals(
        List.of("cup-2.webp", "cup-1.webp", "cup-0.webp", "lake.jpg", "plan.png"), names(rows));
    Locator more =
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("\\b3\\b")));
    assertEquals(1, more.count(), "a button says how many more there are");
    more.click();
    assertEquals(8, rows.count());
    assertEquals(List.of("cup-6.webp", "cup-5.webp", "cup-4.webp"), names(rows).subList(5, 8));
    assertEquals(0, more.count());
    page.close();
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(Locator rows) {
    return (List<String>) rows.evaluateAll("all => all.map(row => row.dataset.name)");
  }

  @Test
  void everyButtonOfThePopupIsReachedByTheKeyboardAlone() throws IOException {
    Page page = open("popup.html");
    page.locator("article[data-kind=proposal]").waitFor();
    Set<String> reached = new LinkedHashSet<>();
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Tab");
      reached.add(
          String.valueOf(page.evaluate("() => document.activeElement.innerText?.trim() ?? ''")));
    }
    for (String button : List.of("Yes, learn it", "No, thanks", "Convert to JPEG")) {
      assertTrue(reached.contains(button), "'" + button + "' is among " + reached);
    }
    page.close();
  }

  @Test
  void screenshotsOfEveryPageLightAndDarkNarrowAndWide() throws IOException {
    Path directory = Path.of("target", "screenshots").toAbsolutePath();
    for (String name : List.of("popup", "options", "welcome")) {
      Page page = open(name + ".html");
      Person.screenshots(
          page,
          directory,
          name,
          name.equals("popup") ? 360 : 480,
          name.equals("popup") ? 480 : 1100);
      page.close();
    }
    try (var files = Files.list(directory)) {
      assertTrue(files.filter(file -> file.toString().endsWith(".png")).count() >= 12);
    }
  }

  private static Page open(String name) {
    Page page = scene.person().open(name);
    page.waitForLoadState();
    page.locator("main, body").first().waitFor();
    return page;
  }

  private static String axe() throws IOException {
    Path project = Stage.imageOfBuild().resolve("../../..").normalize();
    return Files.readString(project.resolve("extension/node_modules/axe-core/axe.min.js"));
  }
}
