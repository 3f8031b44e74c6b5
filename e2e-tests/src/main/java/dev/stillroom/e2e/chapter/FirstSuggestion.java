package dev.stillroom.e2e.chapter;

import com.microsoft.playwright.Locator;
import dev.stillroom.e2e.person.Popup;
import dev.stillroom.e2e.pictures.Look;
import dev.stillroom.e2e.pictures.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Eight downloads, three of them converted, one of those by another program: a suggestion. */
public final class FirstSuggestion implements Chapter {

  /** What the popup must say, word for word. */
  static final String EVIDENCE =
      "You converted 3 of 3 WebP pictures from shop.localhost, and 0 of 5 others.";

  /** Seconds within which the first suggestion is on the screen. */
  private static final double LATEST = 30;

  @Override
  public String title() {
    return "Three repetitions, and a suggestion";
  }

  @Override
  public void play(Play play) throws IOException {
    Script script = play.script();
    Popup popup = play.person().popup();
    play.person().agree();
    script.step("agreed to what is recorded; before that nothing was");

    play.person().visit(play.site().url(Play.BLOG, "/"));
    play.download("sunset.webp");
    play.person().visit(play.site().url(Play.SHOP, Fixtures.GOODS));
    for (String other : List.of("sales.png", "market.jpg", "visits.png", "harbour-stall.jpg")) {
      play.download(other);
    }
    List<Path> photos =
        List.of(
            play.download("blue-jug.webp"),
            play.download("morning-walk.webp"),
            play.download("tall-jug.webp"));
    script.step("downloaded 8 pictures, 3 of them WebP from " + Play.SHOP, Map.of("downloads", 8));

    for (Path photo : photos.subList(0, 2)) {
      String name = photo.getFileName().toString();
      popup.press(
          popup.await(popup.download(name), "the popup's row of " + name), "Convert to JPEG");
      check(play, photo);
    }
    script.step("converted two with the popup's row 'Convert to JPEG'");

    Path third = photos.get(2);
    popup.await(popup.download(third.getFileName().toString()), "the third one's row");
    String program = convertOutside(third, Play.jpegOf(third));
    check(play, third);
    script.step("converted the third outside Stillroom, with " + program);

    Locator proposal = popup.await(popup.proposal(), "a suggestion in the popup");
    double seconds = script.seconds();
    play.person().untilEqual("the toolbar's badge", "1", play.person()::badge);
    String said = proposal.innerText();
    script.check("the suggestion says '" + EVIDENCE + "', but it says: " + said, contains(said));
    script.step(
        "badge 1; the popup: \"" + EVIDENCE + "\"",
        Map.of("suggestionSeconds", Script.round(seconds)));
    script.check(
        String.format(
            Locale.ROOT, "first suggestion within %.0f s, but it took %.1f s", LATEST, seconds),
        seconds <= LATEST);
    script.document().put("firstSuggestionSeconds", Script.round(seconds));
    play.checkOriginals();
    play.screenshot(play.person().page(), "shop");
    play.screenshot(popup.page(), "suggestion");
  }

  private static boolean contains(String said) {
    return said.replaceAll("\\s+", " ").contains(EVIDENCE);
  }

  private static void check(Play play, Path photo) throws IOException {
    Path jpeg = play.awaitJpeg(photo);
    play.judge(photo, jpeg);
    Look look = Look.at(jpeg);
    play.script()
        .detail(
            jpeg.getFileName()
                + ": "
                + look.shownWidth()
                + " × "
                + look.shownHeight()
                + (look.icc() == null ? "" : ", ICC profile kept")
                + (Look.at(photo).orientation() == 6 ? ", EXIF orientation honoured" : "")
                + (Look.at(photo).alpha() ? ", transparency on white" : ""));
  }

  /** A real encoder that knows nothing of Stillroom; which one, is what is here. */
  private static String convertOutside(Path from, Path to) throws IOException {
    if (Tool.find("vips").isPresent()) {
      Tool.run("vips", "copy", from.toString(), to + "[background=255]");
      return "vips copy";
    }
    if (Tool.find("convert").isPresent()) {
      Tool.run("convert", from.toString(), "-background", "white", "-flatten", to.toString());
      return "ImageMagick's convert";
    }
    throw new IOException("neither vips nor convert is on the PATH: install libvips-tools");
  }
}
