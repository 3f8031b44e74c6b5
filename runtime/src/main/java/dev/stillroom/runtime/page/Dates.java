package dev.stillroom.runtime.page;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as pages write them, in the languages that the JDK knows the months of. */
final class Dates {

  private static final Pattern ISO =
      Pattern.compile(
          "(?<!\\d)((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d:\\d\\d(?::\\d\\d)?)(?:\\.\\d+)?\\s?(Z|[+-]\\d\\d:?\\d\\d)?)?");
  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "(?<!\\d)((?:19|20)\\d\\d)\\s?[年/.]\\s?(\\d\\d?)\\s?[月/.]\\s?(\\d\\d?)(?!\\d)");
  private static final Pattern DAY_FIRST =
      Pattern.compile("(?<!\\d)(\\d\\d?)([./])\\s?(\\d\\d?)\\2\\s?((?:19|20)\\d\\d)(?!\\d)");
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(?<!\\d)(\\d\\d?)(?:st|nd|rd|th|\\.|er|º)?\\s+(?:de\\s+)?(\\p{L}{3,12})\\.?,?\\s+(?:de\\s+|del\\s+)?((?:19|20)\\d\\d)(?!\\d)");
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "(\\p{L}{3,12})\\.?\\s+(\\d\\d?)(?:st|nd|rd|th)?,?\\s+((?:19|20)\\d\\d)(?!\\d)");

  private static final Map<String, Integer> MONTHS = months();

  private Dates() {}

  /**
   * The first date in the text, ISO 8601, with the time and zone where it is ISO itself; or empty.
   */
  static String in(String text) {
    if (text.length() > 500) {
      return "";
    }
    Matcher iso = ISO.matcher(text);
    if (iso.find()) {
      String day = day(iso.group(1), number(iso.group(2)), iso.group(3));
      if (day.isEmpty() || iso.group(4) == null) {
        return day;
      }
      return day + "T" + iso.group(4) + (iso.group(5) == null ? "" : iso.group(5));
    }
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.find()) {
      return day(yearFirst.group(1), number(yearFirst.group(2)), yearFirst.group(3));
    }
    Matcher dayFirst = DAY_FIRST.matcher(text);
    if (dayFirst.find()) {
      return numeric(dayFirst);
    }
    Matcher monthDay = MONTH_DAY.matcher(text);
    while (monthDay.find()) {
      Integer month = month(monthDay.group(1));
      if (month != null) {
        return day(monthDay.group(3), month, monthDay.group(2));
      }
    }
    Matcher dayMonth = DAY_MONTH.matcher(text);
    while (dayMonth.find()) {
      Integer month = month(dayMonth.group(2));
      if (month != null) {
        return day(dayMonth.group(3), month, dayMonth.group(1));
      }
    }
    return "";
  }

  /** With dots the day is first; with slashes the month where it can be, unless only a day fits. */
  private static String numeric(Matcher date) {
    int first = number(date.group(1));
    int second = number(date.group(3));
    boolean dayFirst = date.group(2).equals(".") || first > 12;
    return dayFirst
        ? day(date.group(4), second, date.group(1))
        : day(date.group(4), first, date.group(3));
  }

  private static String day(String year, int month, String day) {
    try {
      return LocalDate.of(number(year), month, number(day)).toString();
    } catch (DateTimeException noDay) {
      return "";
    }
  }

  private static Integer month(String name) {
    return MONTHS.get(name.toLowerCase(Locale.ROOT));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (String language :
        List.of("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl", "cs", "ru", "fi")) {
      for (TextStyle style :
          List.of(
              TextStyle.FULL,
              TextStyle.FULL_STANDALONE,
              TextStyle.SHORT,
              TextStyle.SHORT_STANDALONE)) {
        for (Month month : Month.values()) {
          String name =
              month
                  .getDisplayName(style, Locale.of(language))
                  .toLowerCase(Locale.ROOT)
                  .replace(".", "");
          if (name.length() >= 3 && !Character.isDigit(name.charAt(0))) {
            months.putIfAbsent(name, month.getValue());
          }
        }
      }
    }
    months.put("sept", 9);
    return Map.copyOf(months);
  }
}
