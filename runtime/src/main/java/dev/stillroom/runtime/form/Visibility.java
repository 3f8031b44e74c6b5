package dev.stillroom.runtime.form;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What an element's own markup says about whether a person can see it and what is in it. */
final class Visibility {

  /** Inline styles by which fields are kept from sight, spaces taken out. */
  private static final Pattern HIDING =
      Pattern.compile(
          "display:none|visibility:(hidden|collapse)|opacity:0*(\\.0+)?(;|!|$)"
              + "|(left|top|right|bottom|text-indent|margin-left|margin-top):-\\d{3,}"
              + "|(left|top|margin-left|margin-top):\\d{5,}"
              + "|(^|;)(max-)?(width|height):[0-3](\\.\\d+)?(px)?(;|!|$)|clip:rect\\((0|1)"
              + "|clip-path:(inset\\((50|100)%|circle\\(0)|transform:(scale\\(0|translate\\w*\\(-\\d{3,})");

  private Visibility() {}

  static boolean hides(Element element) {
    if (element.attributesSize() == 0) {
      return element.normalName().equals("dialog");
    }
    if (element.hasAttr("hidden")
        || element.attr("aria-hidden").equalsIgnoreCase("true")
        || element.hasAttr("inert")
        || element.normalName().equals("dialog") && !element.hasAttr("open")) {
      return true;
    }
    String style = element.attr("style");
    if (style.isEmpty()) {
      return false;
    }
    String plain = style.length() > 2_000 ? style.substring(0, 2_000) : style;
    return HIDING.matcher(plain.replaceAll("\\s", "").toLowerCase(Locale.ROOT)).find();
  }
}
