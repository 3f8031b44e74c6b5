package dev.stillroom.host.journal;

import java.util.Locale;

/**
 * What a URL says of where something came from. Browsers hand over URLs that java.net.URI refuses,
 * therefore this reads only the parts it needs and never fails.
 */
public final class Sites {

  private Sites() {}

  /**
   * The host of a URL in lower case, without user, password and port; null where it has none.
   *
   * @param url may be null
   */
  public static String host(String url) {
    if (url == null) {
      return null;
    }
    int authority = authorityStart(url);
    if (authority < 0) {
      return null;
    }
    String host = url.substring(authority, authorityEnd(url, authority));
    host = host.substring(host.lastIndexOf('@') + 1);
    int port = host.lastIndexOf(':');
    if (port > host.lastIndexOf(']')) {
      host = host.substring(0, port);
    }
    while (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
  }

  /**
   * The URL without what may be secret in it: user and password, query and fragment (signed links,
   * tokens, one-time codes), and the content of a {@code data:} URL. Nothing is learned from these.
   */
  public static String withoutSecrets(String url) {
    if (url == null) {
      return null;
    }
    if (url.regionMatches(true, 0, "data:", 0, 5)) {
      int end = url.indexOf(',');
      return end < 0 || end > 100 ? "data:" : url.substring(0, end);
    }
    int cut = url.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = url.indexOf(mark);
      cut = at < 0 ? cut : Math.min(cut, at);
    }
    String plain = url.substring(0, cut);
    int authority = authorityStart(plain);
    if (authority < 0) {
      return plain;
    }
    int at = plain.substring(0, authorityEnd(plain, authority)).lastIndexOf('@');
    return at < authority ? plain : plain.substring(0, authority) + plain.substring(at + 1);
  }

  /** Whether {@code host} is {@code site} or one of its subdomains. */
  public static boolean within(String host, String site) {
    return host.equals(site) || host.endsWith("." + site);
  }

  private static int authorityStart(String url) {
    int slashes = url.indexOf("://");
    return slashes < 0 || slashes > 64 ? -1 : slashes + 3;
  }

  private static int authorityEnd(String url, int start) {
    for (int i = start; i < url.length(); i++) {
      if ("/?#\\".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }
}
