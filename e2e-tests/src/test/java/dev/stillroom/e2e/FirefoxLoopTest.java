package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxMenu;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The loop in Firefox, from a download to what is done by itself: no wall is of one browser only.
 */
class FirefoxLoopTest {

  private static final String SHOP = "shop.localhost";

  @Test
  void threeConversionsAProposalAlwaysAndTheNextByItself() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    List<Recipe> recipes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      recipes.add(Recipe.goods("cup-" + i, Format.WEBP, 200, 150, 500 + i));
    }
    for (int i = 0; i < 4; i++) {
      recipes.add(Recipe.chart("plan-" + i, Format.PNG, 200, 150, 510 + i));
    }
    List<Picture> pictures = List.copyOf(Pictures.ofBuild().bake(recipes).values());
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Firefox firefox = Firefox.on(stage)) {
      site.putUp(SHOP, "/", "Cups", pictures);
      firefox.tab("welcome.html").press("Start");
      Firefox.Tab shop = firefox.visit(site.url(SHOP, "/"));
      Firefox.Tab popup = firefox.open("popup.html");
      for (int i = 0; i < 4; i++) {
        download(firefox, stage, shop, "plan-" + i + ".png");
      }
      for (int i = 0; i < 3; i++) {
        Path file = download(firefox, stage, shop, "cup-" + i + ".webp");
        if (i < 2) {
          press(firefox, popup, row(file), "Convert to JPEG");
        } else {
          popup.await(row(file));
          byTheButtonsMenu(firefox, file);
        }
        awaitJpeg(firefox, file);
      }
      FirefoxPage told = firefox.window().notices().press("Shall Stillroom learn this?");
      told.press("article[data-kind=proposal]", "Yes, learn it");
      firefox.until("the task to be learned", () -> task(popup, "phase").equals("READY"));
      Path offered = download(firefox, stage, shop, "cup-3.webp");
      press(firefox, popup, offer(offered), "Convert to JPEG");
      awaitJpeg(firefox, offered);
      popup.press("Always…");
      press(firefox, popup, "section[data-kind=always]", "Always do this");
      firefox.until("the trust", () -> task(popup, "trust").equals("AUTO_GRANTED"));
      assertTrue(byItself(firefox, stage, shop, popup), "three in a row were only offered");
    }
  }

  /** What is not pressed in a row is chosen in the menu of the toolbar's button, and told. */
  private static void byTheButtonsMenu(Firefox firefox, Path file) throws IOException {
    FirefoxMenu menu = firefox.window().buttonMenu();
    assertEquals(
        List.of(
            "Convert last download to JPEG",
            "Convert last download to PNG",
            "Convert last download to WebP",
            "Pause recording"),
        menu.entries());
    menu.choose("Convert last download to JPEG");
    assertEquals(
        "Converted " + file.getFileName() + " to JPEG",
        firefox.window().notices().await("Stillroom"));
  }

  /** One act in twenty is offered instead of done, by lot. */
  private static boolean byItself(Firefox firefox, Stage stage, Firefox.Tab shop, Firefox.Tab popup)
      throws IOException {
    for (int i = 4; i < 7; i++) {
      Path file = download(firefox, stage, shop, "cup-" + i + ".webp");
      Path jpeg = Play.jpegOf(file);
      firefox.until(
          "a conversion, or the one offer in twenty",
          () -> Files.exists(jpeg) || there(popup, offer(file)));
      if (Files.exists(jpeg)) {
        return true;
      }
    }
    return false;
  }

  private static Path download(Firefox firefox, Stage stage, Firefox.Tab shop, String name) {
    shop.text(
        "([...document.querySelectorAll('a')].find(a => a.textContent === 'Download %s').click(), 1)"
            .formatted(name));
    Path file = stage.downloads().resolve(name);
    firefox.until(name, () -> file.toFile().length() > 0);
    return file;
  }

  private static void awaitJpeg(Firefox firefox, Path file) {
    firefox.until("the JPEG of " + file, () -> Files.exists(Play.jpegOf(file)));
  }

  private static String row(Path file) {
    return "li[data-kind=download][data-name='" + file.getFileName() + "']";
  }

  private static String offer(Path file) {
    return "article[data-kind=offer][data-name='" + file.getFileName() + "']";
  }

  private static boolean there(Firefox.Tab popup, String selector) {
    return popup.text("!!document.querySelector(\"" + selector + "\")").equals("true");
  }

  /** Presses a button within a row, once both are there. */
  private static void press(Firefox firefox, Firefox.Tab popup, String row, String name) {
    String button =
        "[...(document.querySelector(\"%s\")?.querySelectorAll('button') ?? [])]".formatted(row)
            + ".find(b => !b.disabled && b.innerText.trim().startsWith('%s'))".formatted(name);
    firefox.until(
        name + " in " + row,
        () -> popup.text("(b => (b ? (b.click(), 1) : 0))(" + button + ")").equals("1"));
  }

  private static String task(Firefox.Tab popup, String what) {
    return popup.text("document.querySelector('article[data-kind=task]')?.dataset." + what);
  }
}
