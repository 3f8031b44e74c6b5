package dev.stillroom.runtime.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes streets and house numbers apart, where there is one way to, and puts them together. */
final class Streets {

  private static final String NUMBER =
      "\\d{1,5}(?: ?[a-zA-Z](?![\\p{L}]))?(?: ?[-/–] ?\\d{1,5}(?: ?[a-zA-Z](?![\\p{L}]))?)?(?: ?(?:bis|ter)\\b)?";
  private static final Pattern BEHIND =
      Pattern.compile(
          "^(.*\\p{L}[.)]?),? +(?:nr\\.? ?|n[°º]\\.? ?|no\\.? ?)?(" + NUMBER + ")$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_FRONT = Pattern.compile("^(" + NUMBER + "),? +(.*\\p{L}.*)$");

  private Streets() {}

  /** A street and its number, which stood in front of it or behind it. */
  record Parts(String street, String number, boolean isInFront) {}

  /** Null where there is no number, or where it is not clear which number it is. */
  static Parts parts(String address) {
    String plain = address.strip().replaceAll("\\s+", " ");
    if (plain.length() > 120) {
      return null;
    }
    Matcher behind = BEHIND.matcher(plain);
    Matcher front = IN_FRONT.matcher(plain);
    boolean isBehind = behind.matches();
    boolean isInFront = front.matches();
    if (isBehind == isInFront) {
      return null;
    }
    return isBehind
        ? new Parts(behind.group(1).strip().replaceAll(",$", ""), behind.group(2), false)
        : new Parts(front.group(2).strip(), front.group(1), true);
  }

  static boolean isStreet(String line) {
    return parts(line) != null;
  }

  /** In countries of English and French the number stands first. */
  static boolean isNumberFirst(String country) {
    return switch (country) {
      case "US", "GB", "CA", "AU", "NZ", "IE", "FR", "LU", "ZA", "IN", "SG" -> true;
      default -> false;
    };
  }

  static String joined(String street, String number, String country) {
    return isNumberFirst(country) ? number + " " + street : street + " " + number;
  }
}
