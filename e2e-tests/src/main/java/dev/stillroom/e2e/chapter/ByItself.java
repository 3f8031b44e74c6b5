package dev.stillroom.e2e.chapter;

import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.pictures.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The offer at the next download, "Always", the one after that by itself, an undo that takes trust
 * back, and a correction that sticks.
 */
public final class ByItself implements Chapter {

  @Override
  public String title() {
    return "An offer, 'Always', by itself, and taken back";
  }

  @Override
  public void play(Play play) throws IOException {
    offer(play);
    always(play);
    Path undone = byItself(play);
    correctionSticks(play, undone);
    play.checkOriginals();
  }

  private static void offer(Play play) throws IOException {
    Popup popup = play.person().popup();
    Path file = play.download("striped-jug.webp");
    Locator offer = popup.await(popup.offer("striped-jug.webp"), "an offer for striped-jug.webp");
    play.script().step("the next download is offered: " + oneLine(offer));
    play.screenshot(popup.page(), "offer");
    popup.press(offer, "Convert to JPEG");
    play.judge(file, play.awaitJpeg(file));
    play.script().step("taken with one click: " + Tasks.agreement(play));
  }

  private static void always(Play play) throws IOException {
    Popup popup = play.person().popup();
    popup.press(popup.task().first(), "Always…");
    Locator preview = popup.await(popup.always(), "the figures before 'Always'");
    popup.await(preview.locator("table"), "the past examples before 'Always'");
    String shown = oneLine(preview);
    for (String name : List.of("blue-jug.webp", "sales.png")) {
      play.script().check("the preview shows " + name + ": " + shown, shown.contains(name));
    }
    play.screenshot(popup.page(), "always");
    popup.press(preview, "Always do this");
    Tasks.awaitTrust(play, "AUTO_GRANTED");
    play.script()
        .step("'Always do this', with the past examples before my eyes: trust AUTO_GRANTED");
  }

  private static Path byItself(Play play) throws IOException {
    Popup popup = play.person().popup();
    // One act in twenty is offered instead of done, by lot: take it and go on to the next.
    for (String name : List.of("low-jug.webp", "price-list.webp", "valley.webp")) {
      Path file = play.download(name);
      Path jpeg = Play.jpegOf(file);
      play.person()
          .until(
              name + " to be converted, or offered as the one in twenty",
              () -> Files.exists(jpeg) || popup.offer(name).count() > 0);
      if (!Files.exists(jpeg)) {
        popup.press(popup.offer(name), "Convert to JPEG");
        play.awaitJpeg(file);
        play.script().step(name + " was the one in twenty that is asked about; taken");
        continue;
      }
      play.judge(file, jpeg);
      takeBack(play, file, jpeg);
      return file;
    }
    throw new Broken("not as claimed: at AUTO_GRANTED three downloads in a row were only offered");
  }

  private static void takeBack(Play play, Path file, Path jpeg) throws IOException {
    Popup popup = play.person().popup();
    Script script = play.script();
    Locator notice = popup.await(popup.notice("APPLIED"), "a notice of what was done");
    String said = oneLine(notice);
    script.check(
        "the notice says 'You chose this: right n of n so far, at least p %': " + said,
        said.matches(".*You chose this: right \\d+ of \\d+ so far, at least \\d+ %.*"));
    script.step(file.getFileName() + " converted by itself: \"" + said + "\"");
    play.screenshot(popup.page(), "by-itself");

    String before = Digests.of(file);
    popup.press(notice, "Undo");
    play.person().until(jpeg + " to be gone", () -> !Files.exists(jpeg));
    Tasks.awaitTrust(play, "SUGGEST");
    script.check(file + " is unchanged by the undo", before.equals(Digests.of(file)));
    Map<String, Object> undo = new LinkedHashMap<>();
    undo.put("file", file.getFileName().toString());
    undo.put("resultGone", !Files.exists(jpeg));
    undo.put("digestBefore", before);
    undo.put("digestAfter", Digests.of(file));
    undo.put("trustAfter", popup.trust());
    script.document().putPOJO("undo", undo);
    script.step(
        "Undo: " + jpeg.getFileName() + " gone, the original intact, trust SUGGEST",
        Map.of("undo", undo));
    script.detail(Tasks.agreement(play));
    play.screenshot(popup.page(), "undone");
  }

  /** The same picture again is left alone; the one after it is offered, so it was looked at. */
  private static void correctionSticks(Play play, Path undone) throws IOException {
    Popup popup = play.person().popup();
    String name = undone.getFileName().toString();
    Path again = play.download(name);
    popup.await(popup.download(again.getFileName().toString()), "the second download's row");
    play.person().visit(play.site().url(Play.SHOP, Fixtures.STOCK_LIST));
    Path next = play.download(Fixtures.stockName(0));
    Locator offer =
        popup.await(popup.offer(Fixtures.stockName(0)), "an offer for the next picture");
    play.script()
        .check(
            again.getFileName() + " is neither offered nor converted after the undo",
            popup.offer(again.getFileName().toString()).count() == 0
                && !Files.exists(Play.jpegOf(again)));
    play.script()
        .step(
            "the correction sticks: "
                + again.getFileName()
                + " is left alone, the next is offered");
    popup.press(offer, "Convert to JPEG");
    play.awaitJpeg(next);
  }

  private static String oneLine(Locator row) {
    return row.innerText().replaceAll("\\s+", " ").strip();
  }
}
