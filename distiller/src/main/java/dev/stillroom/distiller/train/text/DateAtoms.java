package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Dates;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Text;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Period;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of the dates and times that fields hold. */
final class DateAtoms {

  private static final int FIELDS = 200;

  /** Fields whose dates may be moved. */
  private static final int MOVED = 6;

  private static final int FURTHEST = 400;
  private static final Pattern DIGITS = Pattern.compile("\\d{1,4}([./-])\\d{1,2}\\1\\d{1,4}");
  private static final List<Locale> NAMED = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);
  private static final Map<Locale, Set<String>> NAMES =
      Dates.LOCALES.stream()
          .collect(Collectors.toUnmodifiableMap(locale -> locale, DateAtoms::names));

  private DateAtoms() {}

  static List<Atom> of(List<Row> rows, List<String> outputs, List<Atom> fields) {
    List<Atom> atoms = new ArrayList<>();
    int tried = -1;
    for (Atom field : fields.subList(0, Math.min(FIELDS, fields.size()))) {
      tried++;
      String first = field.values().getFirst();
      boolean digits = first.chars().anyMatch(Character::isDigit);
      boolean letters = first.chars().anyMatch(Character::isLetter);
      if (first.length() < 3 || first.length() > 40) {
        continue;
      }
      for (String pattern : Dates.READ) {
        boolean named = pattern.contains("MMM") || pattern.contains("EEE");
        if (named && !letters || !named && !digits) {
          continue;
        }
        for (Locale locale : named ? Dates.LOCALES : List.of(Locale.ENGLISH)) {
          if (named && !speaks(first, locale)) {
            continue;
          }
          if (reads(field, outputs.size(), pattern, locale)) {
            parts(rows, outputs.size(), field, pattern, locale, atoms);
            if (tried < MOVED && isDay(pattern)) {
              moved(rows, outputs, field, pattern, locale, atoms);
            }
          }
        }
      }
    }
    return atoms;
  }

  /** Whether a text holds the beginning of a month's or a weekday's name. */
  private static boolean speaks(String text, Locale locale) {
    String small = text.toLowerCase(Locale.ROOT);
    return NAMES.get(locale).stream().anyMatch(small::contains);
  }

  private static Set<String> names(Locale locale) {
    Set<String> names = new HashSet<>();
    for (TextStyle style : List.of(TextStyle.SHORT, TextStyle.FULL, TextStyle.SHORT_STANDALONE)) {
      for (Month month : Month.values()) {
        names.add(begun(month.getDisplayName(style, locale)));
      }
      for (DayOfWeek day : DayOfWeek.values()) {
        names.add(begun(day.getDisplayName(style, locale)));
      }
    }
    return names;
  }

  private static String begun(String name) {
    String small = name.toLowerCase(Locale.ROOT).replace(".", "");
    return small.substring(0, Math.min(3, small.length()));
  }

  private static boolean isDay(String pattern) {
    return pattern.contains("u") && pattern.contains("M") && pattern.contains("d");
  }

  /** Dates so many days or months from those in the outputs, where all of them are. */
  private static void moved(
      List<Row> rows,
      List<String> outputs,
      Atom field,
      String pattern,
      Locale locale,
      List<Atom> atoms) {
    if (new HashSet<>(field.values().subList(0, outputs.size())).size() < 2) {
      return;
    }
    for (String written : Dates.READ) {
      boolean named = written.contains("MMM");
      for (Locale to :
          !isDay(written) ? List.<Locale>of() : named ? NAMED : List.of(Locale.ENGLISH)) {
        Period apart = null;
        boolean days = true;
        boolean months = true;
        for (int i = 0; i < outputs.size() && (days || months); i++) {
          LocalDate from = Dates.date(field.values().get(i), pattern, locale);
          LocalDate until = Dates.date(dateIn(outputs.get(i), named), written, to);
          if (from == null || until == null) {
            days = months = false;
            break;
          }
          Period here =
              Period.of(
                  0,
                  (int) ChronoUnit.MONTHS.between(from.withDayOfMonth(1), until.withDayOfMonth(1)),
                  (int) ChronoUnit.DAYS.between(from, until));
          days &= i == 0 || here.getDays() == apart.getDays();
          months &=
              (i == 0 || here.getMonths() == apart.getMonths())
                  && from.plusMonths(here.getMonths()).equals(until);
          apart = here;
        }
        if (days && apart.getDays() != 0 && Math.abs(apart.getDays()) <= FURTHEST) {
          moved(
              rows,
              outputs.size(),
              field,
              new Text.Moved(field.text(), pattern, locale, apart.getDays(), 0),
              atoms);
        }
        if (months && apart.getMonths() != 0 && Math.abs(apart.getMonths()) <= FURTHEST) {
          moved(
              rows,
              outputs.size(),
              field,
              new Text.Moved(field.text(), pattern, locale, 0, apart.getMonths()),
              atoms);
        }
      }
    }
  }

  private static void moved(List<Row> rows, int labeled, Atom field, Text moved, List<Atom> atoms) {
    Atom atom = Atom.of(moved, rows, labeled, field.cost() + 0.8);
    if (atom != null) {
      atoms.add(atom);
      parts(rows, labeled, atom, "uuuu-M-d", Locale.ENGLISH, atoms);
    }
  }

  /** A date in digits within the text, or the text. */
  private static String dateIn(String text, boolean named) {
    Matcher matcher = DIGITS.matcher(text);
    return !named && matcher.find() ? matcher.group() : text;
  }

  private static boolean reads(Atom field, int labeled, String pattern, Locale locale) {
    for (int i = 0; i < labeled; i++) {
      if (Dates.read(field.values().get(i), pattern, locale) == null) {
        return false;
      }
    }
    return true;
  }

  private static void parts(
      List<Row> rows, int labeled, Atom field, String pattern, Locale locale, List<Atom> atoms) {
    for (String part : Dates.PARTS) {
      boolean named = part.startsWith("MMM") || part.startsWith("EEE");
      for (Locale to : named ? Dates.LOCALES : List.of(Locale.ENGLISH)) {
        double cost =
            field.cost()
                + (pattern.length() > 6 ? 0.6 : pattern.equals("HHmm") ? 1.7 : 1.1)
                + (named && !to.equals(Locale.ENGLISH) ? 0.1 : 0)
                + 0.01 * pattern.length();
        Text text = new Text.Dated(field.text(), pattern, locale, part, to);
        Atom atom = Atom.of(text, rows, labeled, cost);
        if (atom != null) {
          atoms.add(atom);
        }
      }
    }
  }
}
