package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillroom.e2e.person.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who has just installed the extension, and not yet the program. */
class FirstRunTest {

  private static final Path LOOKS = Path.of("target", "screenshots").toAbsolutePath();

  @Test
  void thePageSaysWhatToInstallAndGoesOnByItselfOnceItIsThere() throws IOException {
    try (Scene scene = Scene.withoutHost()) {
      Page page = scene.person().open("welcome.html");
      Locator connect = page.locator("li[data-step=connect]");
      connect.locator("[data-kind=missing]").waitFor();
      String told = connect.innerText();
      assertTrue(told.contains("sudo apt install ./stillroom_"), told);
      assertTrue(told.contains(".rpm"), told);
      assertEquals("connect", current(page));
      accessible(page);
      Person.screenshots(page, LOOKS, "first-run-missing", 480, 1100);
      page.evaluate("() => { globalThis.sameLife = true; }");

      install(scene);

      connect.locator("[data-kind=connected]").waitFor();
      assertEquals(true, page.evaluate("() => globalThis.sameLife === true"), "loaded anew");
      assertEquals("record", current(page));
      assertFalse(started(page), "nothing is agreed to by installing");
      Person.screenshots(page, LOOKS, "first-run-connected", 480, 1100);

      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start")).click();
      page.locator("[data-kind=started]").waitFor();
      scene.person().untilEqual("the third step", "begin", () -> current(page));
      Locator folders = page.locator("ul[data-kind=folders]");
      assertTrue(folders.innerText().contains(scene.stage().downloads().toString()));
      accessible(page);
      Person.screenshots(page, LOOKS, "first-run-begin", 480, 1100);
    }
  }

  @Test
  void whatIsInstalledWhileNobodyLooksIsFoundWhenThePopupIsOpened() throws IOException {
    try (Scene scene = Scene.withoutHost()) {
      scene.person().agree();
      scene.download(Scene.SHOP, "cup-0.webp");
      install(scene);
      scene.awaitRow("cup-0.webp");
    }
  }

  @Test
  void itIsTriedOutOnMadeUpDownloadsBeforeAnythingIsInstalled() throws IOException {
    try (Scene scene = Scene.withoutHost()) {
      Page page = scene.person().open("try.html");
      for (int i = 1; i <= 3; i++) {
        press(page, "Convert to JPEG: cup-" + i + ".webp");
      }
      Locator proposal = page.locator("[data-kind=proposal]");
      assertTrue(
          proposal.innerText().contains("3 of 3 WebP pictures from shop.example, and 0 of 2"),
          proposal.innerText());
      accessible(page);
      Person.screenshots(page, LOOKS, "try-proposal", 480, 1100);
      press(page, "Yes, learn it");
      press(page, "Download another WebP from shop.example");
      press(page, "Convert to JPEG: next-6.webp");
      press(page, "Always");
      press(page, "Download another WebP from shop.example");
      page.locator("li[data-state=byItself]").waitFor();
      accessible(page);
      Person.screenshots(page, LOOKS, "try-always", 480, 1100);
      press(page, "Undo");
      press(page, "Download another WebP from shop.example");
      page.locator("li[data-state=offered]").waitFor();
      try (var files = Files.list(scene.stage().downloads())) {
        assertEquals(0, files.count(), "nothing was downloaded in earnest");
      }
      assertTrue(scene.stage().engine().isEmpty(), "nobody was asked");
      assertEquals(
          "[]",
          scene
              .person()
              .open("errors.html")
              .evaluate(
                  "async () => JSON.stringify(Object.keys(await chrome.storage.local.get(null))"
                      + ".filter(key => key !== 'badge'))"));
    }
  }

  private static void install(Scene scene) throws IOException {
    scene
        .stage()
        .stillroom(
            "install",
            "--manifest-dir",
            scene.stage().profile().resolve("NativeMessagingHosts").toString());
  }

  private static String current(Page page) {
    Locator now = page.locator("li[aria-current=step]");
    return now.count() == 1 ? now.getAttribute("data-step") : "";
  }

  private static boolean started(Page page) {
    return page.locator("[data-kind=started]").count() > 0;
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static void accessible(Page page) throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(Axe.script());
      assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), "in " + scheme);
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(null));
  }
}
