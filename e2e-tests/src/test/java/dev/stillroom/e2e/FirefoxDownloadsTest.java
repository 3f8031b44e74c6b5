package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.e2e.chapter.Play;
import dev.stillroom.e2e.person.Firefox;
import dev.stillroom.e2e.person.FirefoxPage;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.Papers;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Downloads in Firefox: looked back at, put away as learned, taken back, tidied; and pictures that
 * only the browser can decode, on a system without libvips.
 */
class FirefoxDownloadsTest {

  private static final int PAPERS = 16;

  @TempDir Path directory;

  @Test
  void downloadsArePutAwayAndTakenBackAndPicturesAreDecodedByTheBrowser() throws IOException {
    assumeTrue(Firefox.find().isPresent(), "no Firefox on this machine");
    try (Site site = Site.start();
        Stage stage = Stage.set(Stage.imageOfBuild()).with("STILLROOM_LIBVIPS", "off");
        Firefox firefox = Firefox.on(stage)) {
      Papers.putUp(
          site,
          Papers.BANK,
          "Your invoices",
          IntStream.range(0, PAPERS).mapToObj(Papers::invoice).toList());
      Papers.putUp(
          site,
          Papers.RAIL,
          "Your tickets",
          IntStream.range(0, PAPERS).mapToObj(Papers::ticket).toList());
      Path invoices = Files.createDirectory(stage.downloads().toRealPath().resolve("Invoices"));
      Path tickets = Files.createDirectory(stage.downloads().toRealPath().resolve("Tickets"));
      Firefox.Tab welcome = firefox.tab("welcome.html");
      for (int i = 0; i < 8; i++) {
        move(download(firefox, welcome, stage, site, Papers.BANK, Papers.invoice(i)), invoices);
        move(download(firefox, welcome, stage, site, Papers.RAIL, Papers.ticket(i)), tickets);
      }
      welcome.press("Start");
      welcome.press("Look back");
      welcome.awaitText("section[data-kind=look-back]", "You had put 16 of them");

      Firefox.Tab popup = firefox.open("popup.html");
      popup.press("article[data-kind=proposal]", "Yes, learn it");
      popup.await("article[data-phase=READY]");
      Path file = download(firefox, popup, stage, site, Papers.BANK, Papers.invoice(10));
      Path there = invoices.resolve(file.getFileName());
      FirefoxPage real = firefox.window().popup();
      real.awaitText(offer(file), "Put " + file.getFileName() + " into Invoices?");
      firefox.window().screenshot(real, FirefoxScene.SCREENSHOTS.resolve("popup-over-page.png"));
      real.press(offer(file), "To Invoices");
      real.until("the file in its folder", () -> Files.exists(there) && !Files.exists(file));
      String row = row(file);
      real.awaitText(row, "Put into Invoices");
      real.press(row, "Undo");
      real.until("the file to be back", () -> Files.exists(file) && !Files.exists(there));
      popup.awaitGone(offer(file));

      for (int i = 20; i < 24; i++) {
        Path thrown = stage.downloads().resolve("invoice-2025-" + i + ".pdf");
        Files.writeString(thrown, "invoice " + i);
      }
      Firefox.Tab options = firefox.open("options.html#tidy");
      options.press("Look through it");
      options.until("the preview", () -> options.count("[data-kind=tidy-file]") >= 4);
      String chosen = "[data-name='invoice-2025-21.pdf'] select";
      options.fill(chosen, tickets.toString());
      FirefoxScene.look(options, "options-tidy", 480, 1100);
      options.text(
          "(() => { const all = [...document.querySelectorAll('section[data-kind=tidy] button')];"
              + " all.find(one => one.innerText.includes('away')).dataset.go = ''; })()");
      options.click("[data-go]");
      options.until(
          "what was corrected in its folder",
          () -> Files.exists(tickets.resolve("invoice-2025-21.pdf")));
      options.press("Undo all of it");
      options.until("everything to be back", () -> options.shown().contains("back where it was"));
      for (int i = 20; i < 24; i++) {
        Path back = stage.downloads().resolve("invoice-2025-" + i + ".pdf");
        assertEquals("invoice " + i, Files.readString(back));
      }
      Firefox.Tab activity = firefox.open("options.html#activity");
      activity.await("[data-kind=acts]");
      FirefoxScene.look(activity, "options-activity", 480, 1100);
      assertTrue(activity.shown().contains(Papers.invoice(10)), activity.shown());
      decoded(firefox, stage, site);
    }
  }

  private void decoded(Firefox firefox, Stage stage, Site site) throws IOException {
    DecodedPictures pictures = new DecodedPictures(directory);
    Firefox.Tab popup = firefox.open("popup.html");
    for (Path picture : pictures.bake()) {
      DecodedPictures.putUp(site, picture);
      String name = picture.getFileName().toString();
      Path file = download(firefox, popup, stage, site.url(DecodedPictures.HOST, "/get"), name);
      String row = row(file);
      popup.awaitText(row, "Convert to JPEG");
      popup.press(row, "Convert to JPEG");
      popup.until("what was lost", () -> popup.there(row + " " + DecodedPictures.LOST));
      pictures.check(picture, file, Play.jpegOf(file));
    }
    FirefoxScene.look(popup, "decoded", 360, 480);
  }

  private static String row(Path file) {
    return "li[data-kind=download][data-name='" + file.getFileName() + "']";
  }

  private static String offer(Path file) {
    return "article[data-kind=offer][data-name='" + file.getFileName() + "']";
  }

  private static void move(Path file, Path folder) throws IOException {
    Files.move(file, folder.resolve(file.getFileName()));
  }

  private static Path download(
      Firefox firefox, FirefoxPage own, Stage stage, Site site, String host, String name)
      throws IOException {
    return download(firefox, own, stage, site.url(host, "/"), name);
  }

  private static Path download(
      Firefox firefox, FirefoxPage own, Stage stage, String from, String name) throws IOException {
    Firefox.Tab page = firefox.visit(from);
    page.text(
        "([...document.querySelectorAll('a')].find(a => a.textContent === 'Download %s').click(), 1)"
            .formatted(name));
    Path file = stage.downloads().resolve(name);
    // Firefox holds a name free with an empty file, and says at the end that it is done.
    own.until(
        name,
        () ->
            own.text(
                    "chrome.downloads.search({state: 'complete'}).then(all =>"
                        + " all.some(one => one.filename.endsWith('%s')))".formatted(name))
                .equals("true"));
    return file;
  }
}
