package dev.stillroom.runtime.page;

import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/**
 * Where a picture is that a page loads only when it comes into sight. The extension has the same
 * rule ({@code page/lazy.ts}).
 */
final class LazyImage {

  private static final List<String> LATER =
      List.of("data-src", "data-lazy-src", "data-original", "data-lazy");

  private LazyImage() {}

  /** The address to take for the one written in {@code src}; null where that is the picture. */
  static String source(Element image) {
    String written = image.attr("src").strip().toLowerCase(Locale.ROOT);
    if (!written.isEmpty() && !written.startsWith("data:") && !written.startsWith("about:")) {
      return null;
    }
    for (String name : LATER) {
      String later = image.attr(name).strip();
      if (!later.isEmpty()) {
        return later;
      }
    }
    String first = first(image.attr("srcset"));
    return first != null ? first : first(image.attr("data-srcset"));
  }

  /** The first of several sizes. */
  private static String first(String sizes) {
    String first = sizes.strip().split("[\\s,]", 2)[0];
    return first.isEmpty() || first.toLowerCase(Locale.ROOT).startsWith("data:") ? null : first;
  }
}
