package dev.stillroom.e2e.site;

import dev.stillroom.e2e.pictures.Picture;
import java.util.List;

/** How a shelf looks: a grid of cards, each with its picture, its caption and its link. */
final class Gallery {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      body { margin: 0 auto; max-width: 70rem; padding: 1.5rem;
        background: light-dark(#faf8f4, #1b1a18); color: light-dark(#2a2622, #eae6df); }
      header { display: flex; gap: 1rem; align-items: baseline; margin-block-end: 1.5rem;
        border-block-end: 1px solid light-dark(#d8d2c8, #3a3733); }
      h1 { font-size: 1.4rem; margin: 0; }
      header span { color: light-dark(#6b645a, #a39c92); }
      ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); }
      li { background: light-dark(#fff, #262422); border-radius: 10px; overflow: hidden;
        box-shadow: 0 1px 3px #0003; }
      img { width: 100%; aspect-ratio: 4 / 3; object-fit: cover; display: block; }
      p { margin: 0; padding: .5rem .75rem; display: flex; justify-content: space-between; gap: .5rem;
        font-size: .85rem; }
      a { color: light-dark(#8a4b0f, #f0b26b); }
      """;

  /** Pages above this many cards show names only, as long lists of files do. */
  private static final int MOST_SHOWN = 30;

  private Gallery() {}

  static String page(String host, String title, List<Picture> pictures) {
    StringBuilder cards = new StringBuilder();
    for (int i = 0; i < pictures.size(); i++) {
      cards.append(card(pictures.get(i), i, pictures.size() <= MOST_SHOWN));
    }
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>%s</title>
    <style>%s</style>
    <header><h1>%s</h1><span>%s</span></header>
    <ul>
    %s</ul>
    </html>
    """
        .formatted(title, STYLE, title, host, cards);
  }

  private static String card(Picture picture, int index, boolean shown) {
    String name = picture.name();
    String image = shown ? "<img loading=\"lazy\" alt=\"\" src=\"%s\">".formatted(name) : "";
    // Half of the links ask for the download themselves, half leave it to the server; on a long
    // page all do, because Chromium allows a page only ten of the first kind in a second.
    String link =
        shown && index % 2 == 0
            ? "<a download href=\"%s\">Download %s</a>".formatted(name, name)
            : "<a href=\"%s?1\">Download %s</a>".formatted(name, name);
    return "<li>%s<p>%s</p></li>\n".formatted(image, link);
  }
}
