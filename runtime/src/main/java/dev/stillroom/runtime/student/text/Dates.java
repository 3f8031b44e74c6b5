package dev.stillroom.runtime.student.text;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Dates and times by java.time, in a closed set of patterns and languages. */
public final class Dates {

  /** The week of the year as ISO 8601 counts, two digits. */
  public static final String WEEK = "week";

  /** A time as the number of its seconds or minutes. */
  public static final String SECOND_OF_DAY = "seconds";

  public static final String MINUTE_OF_DAY = "minutes";

  /** So many days or months a date may be moved. */
  public static final int FURTHEST = 4_000;

  /** The languages whose months and weekdays are known. */
  public static final List<Locale> LOCALES =
      List.of(
          Locale.ENGLISH,
          Locale.GERMAN,
          Locale.FRENCH,
          Locale.of("es"),
          Locale.ITALIAN,
          Locale.of("nl"),
          Locale.of("pt"),
          Locale.of("pl"),
          Locale.of("sv"),
          Locale.of("da"),
          Locale.of("nb"),
          Locale.of("fi"),
          Locale.of("cs"),
          Locale.of("tr"),
          Locale.of("ru"),
          Locale.of("uk"));

  /** What may be read. */
  public static final List<String> READ =
      List.of(
          "uuuu-M-d",
          "d.M.uuuu",
          "d/M/uuuu",
          "M/d/uuuu",
          "d-M-uuuu",
          "M-d-uuuu",
          "uuuu/M/d",
          "uuuu.M.d",
          "uuuuMMdd",
          "ddMMuuuu",
          "d.M.uu",
          "d/M/uu",
          "M/d/uu",
          "uuuu-M-d H:mm",
          "uuuu-M-d H:mm:ss",
          "uuuu-M-d'T'H:mm:ss'Z'",
          "uuuu-M-d'T'H:mm:ss",
          "uuuu-M-d'T'H:mm",
          "d.M.uuuu H:mm",
          "d.M.uuuu H:mm:ss",
          "d/M/uuuu H:mm",
          "M/d/uuuu h:mm a",
          "M/d/uuuu H:mm",
          "uuuuMMdd_HHmmss",
          "d MMMM uuuu",
          "d. MMMM uuuu",
          "d MMM uuuu",
          "d. MMM uuuu",
          "MMMM d, uuuu",
          "MMM d, uuuu",
          "MMMM d uuuu",
          "d-MMM-uuuu",
          "d 'de' MMMM 'de' uuuu",
          "EEEE, d MMMM uuuu",
          "EEEE, d. MMMM uuuu",
          "EEEE, MMMM d, uuuu",
          "EEE, d MMM uuuu",
          "MMMM uuuu",
          "MMM uuuu",
          "M/uuuu",
          "uuuu-M",
          "MMMM",
          "MMM",
          "EEEE",
          "EEE",
          "H:mm",
          "H:mm:ss",
          "h:mm a",
          "h:mma",
          "HHmm",
          "H.mm",
          "m:ss",
          "d-MMM-uu",
          "d MMM uu",
          "MMM d",
          "d MMM",
          "d/MMM/uuuu:H:mm:ss",
          "EEEE d MMMM uuuu",
          "EEE, d MMM uuuu HH:mm:ss xx",
          "uuuu年M月d日",
          "uuuu-M-d'T'H:mm:ss.SSS'Z'",
          "uuuu-M-d'T'H:mm:ssxxx",
          SECOND_OF_DAY,
          MINUTE_OF_DAY);

  /** What may be written: a part of a date or time. */
  public static final List<String> PARTS =
      List.of(
          "uuuu",
          "uu",
          "MM",
          "M",
          "MMMM",
          "MMM",
          "dd",
          "d",
          "EEEE",
          "EEE",
          "HH",
          "H",
          "hh",
          "h",
          "mm",
          "m",
          "ss",
          "s",
          "a",
          "q",
          "D",
          WEEK,
          SECOND_OF_DAY,
          MINUTE_OF_DAY);

  private static final Set<String> ALLOWED = Set.copyOf(READ);
  private static final int LONGEST = 60;
  private static final Map<String, Optional<DateTimeFormatter>> KNOWN = new ConcurrentHashMap<>();

  private Dates() {}

  public static boolean mayRead(String pattern) {
    return ALLOWED.contains(pattern);
  }

  public static boolean mayWrite(String pattern) {
    return PARTS.contains(pattern);
  }

  static String moved(String text, String from, Locale language, int days, int months) {
    LocalDate date = date(text, from, language);
    try {
      return date == null ? null : date.plusMonths(months).plusDays(days).toString();
    } catch (DateTimeException beyond) {
      return null;
    }
  }

  /** The day, or null. */
  public static LocalDate date(String text, String pattern, Locale locale) {
    TemporalAccessor value = read(text, pattern, locale);
    return value == null ? null : value.query(TemporalQueries.localDate());
  }

  static String rewrite(String text, String from, Locale fromLocale, String to, Locale toLocale) {
    TemporalAccessor value = read(text, from, fromLocale);
    return value == null ? null : write(value, to, toLocale);
  }

  /** The date or time, or null. */
  public static TemporalAccessor read(String text, String pattern, Locale locale) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      return formatter(pattern, locale)
          // An exception for each text that is no date would take most of a search's time.
          .filter(known -> isWhole(known, text))
          .map(known -> known.parse(text))
          // Without a day nobody has looked whether the month is one.
          .filter(
              read ->
                  !read.isSupported(ChronoField.MONTH_OF_YEAR)
                      || ChronoField.MONTH_OF_YEAR
                          .range()
                          .isValidValue(read.getLong(ChronoField.MONTH_OF_YEAR)))
          .orElse(null);
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static boolean isWhole(DateTimeFormatter known, String text) {
    ParsePosition at = new ParsePosition(0);
    return known.parseUnresolved(text, at) != null && at.getIndex() == text.length();
  }

  public static String write(TemporalAccessor value, String part, Locale locale) {
    try {
      return formatter(part, locale).map(known -> known.format(value)).orElse(null);
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static Optional<DateTimeFormatter> formatter(String pattern, Locale locale) {
    return KNOWN.computeIfAbsent(
        locale + " " + pattern,
        key ->
            mayRead(pattern) || mayWrite(pattern)
                ? Optional.of(
                    append(new DateTimeFormatterBuilder().parseCaseInsensitive(), pattern)
                        .toFormatter(locale)
                        .withChronology(IsoChronology.INSTANCE)
                        .withResolverStyle(ResolverStyle.STRICT))
                : Optional.empty());
  }

  private static DateTimeFormatterBuilder append(DateTimeFormatterBuilder to, String pattern) {
    return switch (pattern) {
      case WEEK -> to.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
      case SECOND_OF_DAY -> to.appendValue(ChronoField.SECOND_OF_DAY);
      case MINUTE_OF_DAY -> to.appendValue(ChronoField.MINUTE_OF_DAY);
      // Without an hour it is no time of the day; a count of minutes begins at midnight.
      case "m:ss" -> to.appendPattern(pattern).parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
      default -> to.appendPattern(pattern);
    };
  }
}
