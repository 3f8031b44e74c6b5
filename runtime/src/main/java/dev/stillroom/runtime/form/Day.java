package dev.stillroom.runtime.form;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.util.ULocale;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes days as people and forms do. */
final class Day {

  private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:T.*)?");
  private static final Pattern DIGITS =
      Pattern.compile("(\\d{1,2})([./ -]) ?(\\d{1,2})\\2 ?(\\d{4})");
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(\\d{1,2})(?:\\.|st|nd|rd|th|er|º)? (?:de |of )?(\\p{L}{3,12})\\.?,? (?:de )?(\\d{4})");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\p{L}{3,12})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");

  /** What forms write for the parts of a date, in their languages. */
  private static final Pattern MASK =
      Pattern.compile(
          "(?<![\\p{L}])(dd|tt|jj|gg|d|yyyy|jjjj|aaaa|rrrr|mm|m)([./ -])(dd|tt|jj|gg|mm|d|m)\\2"
              + "(dd|tt|jj|gg|yyyy|jjjj|aaaa|rrrr)(?![\\p{L}])",
          Pattern.CASE_INSENSITIVE);

  private Day() {}

  private static final class Months {

    private static final Map<String, Integer> NUMBERS = numbers();

    private static Map<String, Integer> numbers() {
      Map<String, Integer> numbers = new HashMap<>();
      for (String language :
          new String[] {"en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "cs"}) {
        DateFormatSymbols symbols = new DateFormatSymbols(new ULocale(language));
        for (int i = 0; i < 12; i++) {
          numbers.putIfAbsent(plain(symbols.getMonths()[i]), i + 1);
          numbers.putIfAbsent(plain(symbols.getShortMonths()[i]), i + 1);
        }
      }
      return numbers;
    }

    private static String plain(String name) {
      return FieldWords.joined(name);
    }
  }

  /**
   * A day; null where the text is none, or where day and month cannot be told apart.
   *
   * @param country of two letters, by which 3/4 is told; empty where it is not known
   */
  static LocalDate of(String text, String country) {
    String plain = text.strip();
    if (plain.length() > 40) {
      return null;
    }
    Matcher iso = ISO.matcher(plain);
    if (iso.matches()) {
      return day(iso.group(1), number(iso.group(2)), number(iso.group(3)));
    }
    Matcher digits = DIGITS.matcher(plain);
    if (digits.matches()) {
      int first = number(digits.group(1));
      int second = number(digits.group(3));
      boolean american = digits.group(2).equals("/") && country.equals("US");
      boolean unclear =
          first <= 12
              && second <= 12
              && first != second
              && digits.group(2).equals("/")
              && country.isEmpty();
      if (unclear) {
        return null;
      }
      boolean monthFirst = second > 12 || american && first <= 12;
      return day(digits.group(4), monthFirst ? first : second, monthFirst ? second : first);
    }
    Matcher written = DAY_FIRST.matcher(plain);
    if (written.matches()) {
      return day(written.group(3), month(written.group(2)), number(written.group(1)));
    }
    Matcher english = MONTH_FIRST.matcher(plain);
    return english.matches()
        ? day(english.group(3), month(english.group(1)), number(english.group(2)))
        : null;
  }

  /** Whether it is a day, but it is not clear which. */
  static boolean isAmbiguous(String text) {
    return of(text, "") == null && of(text, "DE") != null;
  }

  /** The number of a month that is named or numbered; 0 for anything else. */
  static int month(String text) {
    String plain = text.strip();
    if (plain.matches("0?[1-9]|1[0-2]")) {
      return Integer.parseInt(plain);
    }
    return Months.NUMBERS.getOrDefault(Months.plain(plain), 0);
  }

  /** The day as a hint such as {@code TT.MM.JJJJ} asks for it; null without such a hint. */
  static String as(LocalDate day, String hint) {
    Matcher mask = MASK.matcher(hint);
    if (!mask.find()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int group : new int[] {1, 3, 4}) {
      String part = mask.group(group).toLowerCase(Locale.ROOT);
      text.append(text.isEmpty() ? "" : mask.group(2));
      if (part.length() == 4) {
        text.append(day.getYear());
      } else {
        int number = part.startsWith("m") ? day.getMonthValue() : day.getDayOfMonth();
        text.append(part.length() == 2 && number < 10 ? "0" : "").append(number);
      }
    }
    return text.toString();
  }

  private static LocalDate day(String year, int month, int day) {
    try {
      return LocalDate.of(number(year), month, day);
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
