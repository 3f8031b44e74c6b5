package dev.stillroom.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.chapter.FirstSuggestion;
import dev.stillroom.e2e.chapter.Fixtures;
import dev.stillroom.e2e.chapter.Learning;
import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.chapter.Script;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.pictures.Picture;
import dev.stillroom.e2e.pictures.Pictures;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * The pictures that the stores show, taken of real pages while a person plays with made-up files.
 */
public final class StorePictures {

  /** What the stores ask for. */
  private static final int WIDTH = 1280;

  private static final int HEIGHT = 800;

  /** The popup is small: it is shown in the middle of a sheet, twice as large. */
  private static final String SHEET =
      """
      <body style="margin:0;height:100vh;display:grid;place-items:center;
        background:linear-gradient(160deg,#e2eee9,#f7f5f0 60%%)">
        <img src="data:image/png;base64,%s" style="height:86vh;border-radius:14px;
          box-shadow:0 12px 44px rgb(29 38 35 / .25)">
      """;

  private final Person person;
  private final Path directory;

  private StorePictures(Person person, Path directory) {
    this.person = person;
    this.directory = directory;
  }

  /**
   * @param arguments where they go
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    if (arguments.length != 1) {
      System.err.println("usage: stillroom pictures DIR");
      System.exit(2);
    }
    Path directory = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild());
        Person person = Person.on(stage, false)) {
      Map<String, Picture> pictures = Pictures.ofBuild().bake(Fixtures.recipes());
      Fixtures.putUp(site, pictures);
      Play play = new Play(person, site, new Script(System.err, System.nanoTime()), pictures, null);
      new StorePictures(person, directory).take(play);
    }
    System.exit(0);
  }

  private void take(Play play) throws IOException {
    new FirstSuggestion().play(play);
    Page popup = person.popup().page();
    popup.setViewportSize(380, 560);
    Page sheet = person.context().newPage();
    sheet.setContent(SHEET.formatted(Base64.getEncoder().encodeToString(popup.screenshot())));
    take(sheet, "1-suggestion");
    new Learning().play(play);
    take(person.open("options.html#tasks"), "2-learned");
    take(person.open("options.html#privacy"), "3-privacy");
    Page tried = person.open("try.html");
    for (int i = 1; i <= 3; i++) {
      tried
          .getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName("Convert to JPEG: cup-" + i + ".webp"))
          .click();
    }
    take(tried, "4-try-it-out");
    take(person.open("welcome.html"), "5-first-steps");
  }

  private void take(Page page, String name) throws IOException {
    page.setViewportSize(WIDTH, HEIGHT);
    page.waitForLoadState();
    page.evaluate("() => document.fonts.ready.then(() => true)");
    person.until("the page to be drawn", () -> page.locator("h1, img").first().isVisible());
    Path file = directory.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    System.out.println(file + "  " + Files.size(file) / 1000 + " KB");
    page.close();
  }
}
