package dev.stillroom.runtime.student.page;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What kind of thing a value is, told by its form. The narrowest come first. */
public enum ValueType {
  /** With the right check digit; marks around it do not matter. */
  ISBN("(?i)(?:isbn(?:-1[03])?)?[\\s:]*[0-9][0-9\\s-]{7,16}[0-9xX]") {
    @Override
    boolean holds(String value) {
      String digits = value.replaceAll("[^0-9xX]", "").toUpperCase(Locale.ROOT);
      return digits.length() == 13 ? ean(digits) : digits.length() == 10 && isbn10(digits);
    }
  },
  EMAIL("[\\w.+%'-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+"),
  URL("(?:https?://|www\\.)\\S+"),
  /** A date with a year or a month's name. */
  DATE("(?=.{6,40}$).*\\d.*") {
    @Override
    boolean holds(String value) {
      return DATES.matcher(value).find();
    }
  },
  TIME("(?i)(?:[01]?\\d|2[0-3])[:.h][0-5]\\d(?::[0-5]\\d)?(?:\\s*(?:[ap]\\.?m\\.?|uhr))?"),
  PRICE(
      "(?i)(?:(?:from|ab|ca\\.?)\\s+)?(?:[\\p{Sc}]|usd|eur|gbp|chf|jpy|kr|zł)\\s*-?\\d[\\d.,'\\s]*[-–]*"
          + "|-?\\d[\\d.,'\\s]*\\s*(?:\\p{Sc}|usd|eur|gbp|chf|jpy|kr|zł)"),
  /**
   * Those that cannot be taken for a number: British, Dutch, Canadian, Polish, Portuguese,
   * Brazilian, nine digits of a ZIP code, or with the country's letters before.
   */
  POSTCODE(
      "[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}"
          + "|\\d{4}\\s?(?!MB|GB|KB|TB|KW|HP|PS|KM|CM|MM|KG|ML)[A-Z]{2}|[A-Z]\\d[A-Z]\\s?\\d[A-Z]\\d"
          + "|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{5}-\\d{3,4}|[A-Z]{1,2}-\\d{4,5}"),
  PERCENT("[-+]?\\d+(?:[.,]\\d+)?\\s*%"),
  /**
   * By its form alone. Of 32 numbers of 15 countries as pages write them all have it, and so have
   * 16 of 24 other strings of digits; libphonenumber takes 30 and 4 where it is told the country,
   * but 6 of the 32 where it is not, and a page rarely tells it.
   */
  PHONE("\\+?\\(?\\d[\\d\\s()./-]{6,20}\\d") {
    @Override
    boolean holds(String value) {
      long digits = value.chars().filter(Character::isDigit).count();
      return digits >= 7 && digits <= 15;
    }
  },
  NUMBER("[-+]?\\d[\\d.,'\\s]*"),
  /** A number and what it counts: {@code 120 m²}, {@code 3 rooms}. */
  QUANTITY("[-+]?\\d[\\d.,'\\s]*\\s*[\\p{L}²³°/\"]{1,15}\\.?(?:\\s\\p{L}{1,12})?");

  private static final Pattern DATES =
      Pattern.compile(
          "(?i)\\b(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}"
              + "|(?:jan|feb|mar|mär|mai|may|apr|avr|jun|jui|jul|aug|aoû|sep|oct|okt|nov|dec|dez|déc|ene"
              + "|fév|mag|giu|lug|ago|set|ott|dic)\\p{L}*\\.?\\s*(?:\\d{1,2}(?:st|nd|rd|th)?,?\\s*)?\\d{4}"
              + "|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s*(?:of\\s+|de\\s+)?(?:jan|feb|mar|mär|mai|may|apr|avr"
              + "|jun|jui|jul|aug|aoû|sep|oct|okt|nov|dec|dez|déc|ene|fév|mag|giu|lug|ago|set|ott|dic)\\p{L}*"
              + "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?)");

  /** Longer values are prose. */
  private static final int LONGEST = 120;

  private final Pattern pattern;

  ValueType(String regex) {
    this.pattern = Pattern.compile(regex);
  }

  /** Whether a value, perhaps with punctuation around it, is of this type. */
  public boolean fits(String value) {
    String bare = strip(value);
    return !bare.isEmpty()
        && bare.length() <= LONGEST
        && pattern.matcher(bare).matches()
        && holds(bare);
  }

  boolean holds(String value) {
    return true;
  }

  /** The narrowest type of a value, or null where it has none. */
  public static ValueType of(String value) {
    if (value.length() > 2 * LONGEST || !mayHaveOne(value)) {
      return null;
    }
    for (ValueType type : values()) {
      if (type.fits(value)) {
        return type;
      }
    }
    return null;
  }

  /** Every type but links and addresses has a digit. */
  private static boolean mayHaveOne(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isDigit(c) || c == '@' || c == '.' || c == '/') {
        return true;
      }
    }
    return false;
  }

  /** The narrowest type that all of these have, or null. */
  public static ValueType ofAll(List<String> values) {
    for (ValueType type : values()) {
      if (!values.isEmpty() && values.stream().allMatch(type::fits)) {
        return type;
      }
    }
    return null;
  }

  private static String strip(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && ": ,;•–|".indexOf(value.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && " ,;|".indexOf(value.charAt(to - 1)) >= 0) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean ean(String digits) {
    int sum = 0;
    for (int i = 0; i < 13; i++) {
      sum += Character.digit(digits.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);
    }
    return digits.indexOf('X') < 0 && sum % 10 == 0;
  }

  private static boolean isbn10(String digits) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      char c = digits.charAt(i);
      if (c == 'X' && i < 9) {
        return false;
      }
      sum += (c == 'X' ? 10 : c - '0') * (10 - i);
    }
    return sum % 11 == 0;
  }
}
