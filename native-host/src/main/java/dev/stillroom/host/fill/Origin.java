package dev.stillroom.host.fill;

import dev.stillroom.host.journal.Sites;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of a page, as browsers keep sites apart: scheme, host and port. */
final class Origin {

  private static final Pattern START =
      Pattern.compile("(https?)://(?:[^/?#\\\\]*@)?([^/?#\\\\@]+).*", Pattern.CASE_INSENSITIVE);

  private Origin() {}

  /** The origin; empty of what is no page of the web. */
  static String of(String url) {
    Matcher start = START.matcher(url == null ? "" : url.strip());
    if (!start.matches() || Sites.host(url) == null || start.group(2).length() > 300) {
      return "";
    }
    String scheme = start.group(1).toLowerCase(Locale.ROOT);
    String place = start.group(2).toLowerCase(Locale.ROOT);
    String usual = scheme.equals("https") ? ":443" : ":80";
    return scheme + "://" + (place.endsWith(usual) ? place.replace(usual, "") : place);
  }
}
