package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.pictures.Recipe;
import dev.stillroom.e2e.pictures.Recipe.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One person at two browsers at once: what is learned, done and taken back in one is in both. */
class FirefoxBesideChromiumTest {

  private static final String SHOP = "shop.localhost";

  @Test
  void whatIsLearnedInOneIsSuggestedInTheOtherAndUndoneInBoth() throws IOException {
    try (FirefoxScene scene = FirefoxScene.agreed();
        Person chromium = Person.on(scene.stage, false)) {
      scene.site.putUp(SHOP, "/", "Cups", pictures());
      chromium.agree();
      Popup popup = chromium.popup();
      Firefox.Tab fox = scene.firefox.open("popup.html");
      chromium.visit(scene.site.url(SHOP, "/"));
      for (int i = 0; i < 4; i++) {
        chromium.download("plan-" + i + ".png");
      }
      for (int i = 0; i < 3; i++) {
        String name = "cup-" + i + ".webp";
        Path file = chromium.download(name);
        popup.press(popup.await(popup.download(name), "its row"), "Convert to JPEG");
        chromium.until("the JPEG", () -> Files.exists(Play.jpegOf(file)));
      }
      popup.await(popup.proposal(), "the proposal in Chromium");
      fox.press("article[data-kind=proposal]", "Yes, learn it");
      fox.await("article[data-kind=task][data-phase=READY]");
      popup.awaitGone(popup.proposal(), "the proposal answered in Firefox");

      Firefox.Tab shop = scene.firefox.visit(scene.site.url(SHOP, "/"));
      shop.click("a[download$='cup-3.webp'], a[href$='cup-3.webp']");
      Path file = scene.stage.downloads().resolve("cup-3.webp");
      Path jpeg = Play.jpegOf(file);
      popup.press(popup.await(popup.offer("cup-3.webp"), "the offer"), "Convert to JPEG");
      chromium.until("the JPEG", () -> Files.exists(jpeg));
      String row = "li[data-kind=download][data-name='cup-3.webp']";
      fox.awaitText(row, "JPEG");
      fox.press(row, "Undo");
      fox.until("the JPEG to be gone", () -> !Files.exists(jpeg));
      chromium.until(
          "Chromium to say so, too",
          () -> popup.download("cup-3.webp").innerText().contains("Convert to JPEG"));

      fox.press("Pause recording");
      chromium.until("Chromium to pause, too", popup::paused);
      popup.press("Resume recording");
      fox.until("Firefox to go on, too", () -> fox.shown().contains("Pause recording"));
      assertEquals(0, fox.count("[data-kind=fault]"));

      Firefox.Tab options = scene.firefox.open("options.html#tasks");
      options.await("article[data-kind=task]");
      String task = chromium.popup().task().first().getAttribute("data-task");
      scene.ask("tasks", "delete", task, "--yes");
      options.awaitGone("article[data-kind=task]");
      popup.awaitGone(popup.task(), "the task to be gone there");
      assertTrue(Files.exists(file), "files stay");
    }
  }

  private static List<Picture> pictures() throws IOException {
    List<Recipe> recipes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      recipes.add(Recipe.goods("cup-" + i, Format.WEBP, 200, 150, 500 + i));
      recipes.add(Recipe.chart("plan-" + i, Format.PNG, 200, 150, 510 + i));
    }
    return List.copyOf(Pictures.ofBuild().bake(recipes).values());
  }
}
